using System.Text.Json.Nodes;
using Fusion.Client.Entities;
using Fusion.Conformance.Tests.Clients;
using Fusion.Conformance.Tests.Samples;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests;

/// <summary>The Rust client's WebSocket part.</summary>
[Collection(OneNode.Name)]
public sealed class RustWebSocketSpec(ConformanceNode node)
{
    internal const string Case = "rust-websocket";

    private const string Project = "größe"; // its header has more bytes than characters

    private const string Rows = """
        {"attributeNames":["x","y"],"attributeTypes":["C","B"],"data":[["1","0"],["2","0"],["4","1"],["5","1"]],"errorHandling":1}
        """;

    [Fact]
    public async Task It_learns_forgets_and_predicts_over_sockets_that_stay_open_unless_that_is_pending()
    {
        PendingList.Judge(Case, await Record.ExceptionAsync(PlayAsync));
    }

    private async Task PlayAsync()
    {
        Account account = await node.NewAccountAsync();
        await node.Client(account).CreateProjectAsync(Project);
        using RustSocket learning = await RustSocket.OpenAsync(node.Url, account, "learn");
        using RustSocket forgetting = await RustSocket.OpenAsync(node.Url, account, "forget");
        using RustSocket predicting = await RustSocket.OpenAsync(node.Url, account, "predict");

        AssertOk(await learning.SendAsync(Rows, Project));
        AssertOk(await learning.SendAsync(Rows, Project));
        AssertOk(await forgetting.SendAsync(Rows, Project));
        Assert.Equal("BAD_REQUEST", Status(await learning.SendAsync(Rows, "other")));
        AssertOk(await learning.SendAsync("""{"attributeNames":["x"],"attributeTypes":["C"],"data":[]}""", Project)); // an error of processing keeps the socket

        await node.Client(account).WaitForJobAsync(await node.Client(account).BuildAsync(Project, "m", "lda", new MlContext { TargetAttributeNames = ["y"] }));
        JsonObject predicted = await predicting.SendAsync("""{"attributeNames":["x"],"attributeTypes":["C"],"data":[["5"],["1"]]}""", Project, "m");

        Assert.Equal(4, (await node.Client(account).DigestAsync(Project)).Rows);
        Assert.Equal(["1", "0"], predicted["values"]!["KSVSMap"]!["values"]!.AsArray().Select(row => row!["res"]!.GetValue<string>()));
    }

    private static void AssertOk(JsonObject answer) => Assert.Equal("OK", Status(answer));

    private static string Status(JsonObject answer) => answer["statusCode"]!.GetValue<string>();
}
