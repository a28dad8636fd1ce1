using System.Text.Json.Nodes;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.OpenApi;

/// <summary>Every described call with credentials that are missing, expired or another's: no success, and no actor ever hears of it.</summary>
public sealed class TenantSpec : IClassFixture<ApiFixture>
{
    // Served and not described.
    private static readonly SignedMessage Alias = new("DELETE", "/symetry/c1/projects/p1");

    private const string OtherSecret = "EBESExQVFhcYGRobHB0eHw==";
    private const string Rows = """{"attributeNames":["x"],"attributeTypes":["C"],"data":[["1"]]}""";

    private readonly ApiHost _host;

    public TenantSpec(ApiFixture fixture)
    {
        _host = fixture.Fresh();
        _host.Users.Add("c2", OtherSecret);
    }

    [Fact]
    public async Task Without_credentials_nothing_is_answered() =>
        await AssertAllAsync(message => message with { Signature = "" }, (400, "Authentication header is null"));

    [Fact]
    public async Task Without_a_date_nothing_is_answered() =>
        await AssertAllAsync(message => message with { Date = "" }, (400, "sym-date header is null"));

    [Fact]
    public async Task A_request_of_an_hour_ago_is_not_answered() =>
        await AssertAllAsync(message => message with { Date = "2026-01-02 02:04:05" }, (400, "Please update your server time, it is likely out of sync with UTC"));

    [Fact]
    public async Task With_expired_credentials_nothing_is_answered() =>
        await AssertAllAsync(message => message with { Target = message.Target.Replace("/c1", "/expired", StringComparison.Ordinal), Customer = "expired" }, (401, "Invalid User"));

    [Fact]
    public async Task With_another_customers_key_nothing_is_answered() => await AssertAllAsync(WithKeyOfOther, (401, "Invalid Signature"));

    [Fact]
    public async Task In_another_customers_name_nothing_is_answered() =>
        await AssertAllAsync(message => WithKeyOfOther(message) with { Customer = "c2" }, (401, "Invalid Signature"));

    [Fact]
    public async Task With_a_header_that_names_another_customer_nothing_is_answered() => await AssertAllAsync(
        message => message with { Customer = "c2", Headers = new Dictionary<string, string> { ["Customer-ID"] = "c2" } },
        (401, "Invalid User"));

    [Theory]
    [InlineData("learn")]
    [InlineData("forget")]
    [InlineData("predict")]
    public async Task Sockets_take_no_messages_signed_by_others(string service)
    {
        var right = new SignedFrameText($"/symetry/ws/{service}", Rows, "p1", "m");
        foreach ((SignedFrameText wrong, string text) in ((SignedFrameText, string)[])
                 [
                     (right with { Signature = "" }, "Authentication header is null"),
                     (right with { Customer = "expired" }, "Invalid User"),
                     (right with { Secret = OtherSecret }, "Invalid Signature"),
                 ])
        {
            using RawSocket socket = await RawSocket.OpenAsync(_host, service);
            Assert.Equal(text, (await socket.AskAsync(wrong.Prefixed)).Text);
            Assert.Null(await socket.ReceiveAsync());
        }

        Assert.Empty(_host.Script.Received);
    }

    private static SignedMessage WithKeyOfOther(SignedMessage message) =>
        message with { Secret = OtherSecret, Key = Convert.FromBase64String(OtherSecret) };

    private async Task AssertAllAsync(Func<SignedMessage, SignedMessage> spoil, (int Status, string Text) expected)
    {
        SignedMessage[] messages = [.. (await Description.OfAsync(_host)).Operations.Where(call => call.Operation["security"] is not null).Select(ToMessage), Alias];
        Assert.NotEmpty(messages);
        foreach (SignedMessage message in messages)
        {
            Answer answer = await _host.SendAsync(spoil(message));
            Assert.Equal((message.Method, message.Target, expected.Status, expected.Text), (message.Method, message.Target, answer.Status, answer.Text));
            Assert.Equal(expected.Text == "Invalid Signature" ? ["stringToSign"] : [], answer.Values.Select(entity => entity.Key));
        }

        Assert.Empty(_host.Script.Received);
    }

    private static SignedMessage ToMessage((string Verb, string Path, JsonObject Operation) call)
    {
        string target = call.Path.Replace("{cid}", "c1", StringComparison.Ordinal).Replace("{pid}", "p1", StringComparison.Ordinal)
            .Replace("{modelid}", "m", StringComparison.Ordinal).Replace("{jobid}", "1", StringComparison.Ordinal);
        return new SignedMessage(call.Verb, target, call.Operation["requestBody"] is null ? "" : Rows);
    }
}
