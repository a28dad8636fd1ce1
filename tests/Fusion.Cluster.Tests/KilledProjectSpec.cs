using System.Net;
using System.Text.Json.Nodes;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

/// <summary>What a node has acknowledged it has after kill -9, whatever kind of project it was told about.</summary>
public sealed class KilledProjectSpec
{
    private static readonly Frame First = Iris.Rows(row => row % 3 == 0);
    private static readonly Frame Second = Iris.Rows(row => row % 3 == 1);

    [Fact]
    public async Task A_rolling_window_has_its_rows_and_goes_on_with_them()
    {
        await using NodeProcess node = await NodeProcess.StartAsync();
        FusionClient client = node.Client();
        await client.CreateProjectAsync("window", new Dictionary<string, string> { ["sml_project_rolling_window_size"] = "60" });
        await client.LearnAsync("window", First);
        await client.LearnAsync("window", Second);
        await client.CreateProjectAsync("latest");
        await client.LearnAsync("latest", new Frame(Iris.Names, Iris.Types, [.. First.Rows.Skip(40), .. Second.Rows]));
        ProjectDigest before = await client.DigestAsync("window");

        await client.LearnAsync("window", First, "last");
        await node.KillAsync();
        await node.StartAsync();
        ProjectDigest after = await client.DigestAsync("window");
        await client.LearnAsync("window", First, "last");

        Assert.Equal(await client.DigestAsync("latest"), before);
        Assert.Equal(after, await client.DigestAsync("window"));
        await client.CreateProjectAsync("latest2");
        await client.LearnAsync("latest2", new Frame(Iris.Names, Iris.Types, [.. Second.Rows.Skip(40), .. First.Rows]));
        Assert.Equal(await client.DigestAsync("latest2"), after);
        await client.LearnAsync("window", Second);
        Assert.Equal(await client.DigestAsync("latest"), await client.DigestAsync("window"));
    }

    [Fact]
    public async Task A_merge_of_two_projects_counts_once()
    {
        await using NodeProcess node = await NodeProcess.StartAsync();
        FusionClient client = node.Client();
        await client.CreateProjectAsync("one", new Dictionary<string, string> { ["sml_project_learn_merge"] = "true" });
        await client.LearnAsync("one", First);
        await client.CreateProjectAsync("other");
        await client.LearnAsync("other", Second);

        await SendAsync(node, "GET", "projects/one/merge?otherProjectName=other");
        await node.KillAsync();
        await node.StartAsync();

        await client.CreateProjectAsync("both");
        await client.LearnAsync("both", new Frame(Iris.Names, Iris.Types, [.. First.Rows, .. Second.Rows]));
        Assert.Equal(await client.DigestAsync("both"), await client.DigestAsync("one"));
    }

    [Fact]
    public async Task An_imported_project_has_the_digest_of_the_exported_one()
    {
        await using NodeProcess node = await NodeProcess.StartAsync();
        FusionClient client = node.Client();
        await client.CreateProjectAsync("source");
        await client.LearnAsync("source", Iris.All);
        ProjectDigest before = await client.DigestAsync("source");
        string exported = (await SendAsync(node, "GET", "projects/source/export"))["string"]!.GetValue<string>();

        await SendAsync(node, "POST", "projects/copy/import", exported);
        await node.KillAsync();
        await node.StartAsync();

        Assert.Equal(["copy", "source"], await client.ListProjectsAsync());
        Assert.Equal(before, await client.DigestAsync("copy"));
        Assert.Equal(exported, (await SendAsync(node, "GET", "projects/copy/export"))["string"]!.GetValue<string>());
    }

    private static async Task<JsonNode> SendAsync(NodeProcess node, string verb, string path, string body = "")
    {
        (HttpStatusCode status, string answer) = await SignedCall.SendAsync(node.Address, (verb, $"/symetry/rest/{NodeProcess.Customer}/{path}"), body);
        Assert.True(status == HttpStatusCode.OK, answer);
        return JsonNode.Parse(answer)!["values"]!;
    }
}
