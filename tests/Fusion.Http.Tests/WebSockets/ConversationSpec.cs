using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Http.Tests.WebSockets;

/// <summary>Many messages, their order, their errors, and how a conversation ends.</summary>
public sealed class ConversationSpec(ApiFixture fixture) : SocketSpec(fixture)
{
    private static readonly Frame OneRow = new(["x"], ["C"], [["1"]]);

    [Theory]
    [InlineData("learn", false)]
    [InlineData("forget", true)]
    public async Task Our_own_client_learns_and_forgets_any_number_of_messages(string service, bool forget)
    {
        await using FusionSocket socket = await OpenAsync(service);

        for (int i = 0; i < 20; i++) await socket.SendAsync("p1", OneRow);

        CellProtocol.UpdateRows[] updates = [.. Script.Received.OfType<CellProtocol.UpdateRows>()];
        Assert.Equal(20, updates.Select(update => update.AttemptId).Distinct().Count());
        Assert.All(updates, update => Assert.Equal((forget, "default-rest-client 127.0.0.1"), (update.Forget, update.Source)));
    }

    [Fact]
    public async Task A_prediction_is_answered_as_over_rest()
    {
        await using FusionSocket socket = await OpenAsync("predict");

        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = await socket.PredictAsync("both", "m", OneRow);
        Answer rest = await Host.SendAsync("POST", "/symetry/rest/c1/projects/both/predict/m", Rows);

        Assert.Equal("1", rows.Single()["res"]);
        using RawSocket raw = await RawSocket.OpenAsync(Host, "predict");
        await raw.SendAsync(new SignedFrameText(Url("predict"), Rows, "both", "m").Prefixed);
        Assert.Equal(rest.Body, await raw.ReceiveAsync());
    }

    [Fact]
    public async Task Messages_sent_ahead_are_answered_one_by_one_in_their_order()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "predict");
        for (int rows = 1; rows <= 10; rows++)
        {
            string payload = $$"""{"attributeNames":["x"],"data":[{{string.Join(',', Enumerable.Repeat("[1]", rows))}}]}""";
            await socket.SendAsync(new SignedFrameText(Url("predict"), payload, "p1", "m").Prefixed);
        }

        for (int rows = 1; rows <= 10; rows++)
            Assert.Equal($"{rows}", JsonNode.Parse((await socket.ReceiveAsync())!)!["values"]!["KSVSMap"]!["values"]![0]!["res"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_can_not_be_processed_is_told_and_the_next_message_is_served()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");

        Assert.Equal(("BAD_REQUEST", "Cannot Find SYMETRYML id[r2] for Customer id [c1]"), await socket.AskAsync(Learn("r2").Prefixed));
        Assert.Equal(("BAD_REQUEST", "Operation not supported on Fusion project id[both]"), await socket.AskAsync(Learn("both").Prefixed));
        Assert.Equal(("BAD_REQUEST", "The message's extraKeys are []; they must be [pid]"), await socket.AskAsync(new SignedFrameText(Url("learn"), Rows).Prefixed));
        Assert.Equal("BAD_REQUEST", (await socket.AskAsync(Learn(payload: """{"attributeNames":["x"],"data":[1]}""").Prefixed)).Code);
        Script.Fail<CellProtocol.UpdateRows>(new InvalidOperationException("disk"));
        Assert.Equal(("INTERNAL_SERVER_ERROR", "Generic Exception <disk>"), await socket.AskAsync(Learn().Prefixed));
        Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 1, 0, null));
        Assert.Equal(("OK", "OK"), await socket.AskAsync(Learn().Prefixed));
    }

    [Fact]
    public async Task Rows_whose_answer_is_late_are_said_to_be_unconfirmed()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
        Script.On<CellProtocol.UpdateRows>(_ => null);

        (string code, string text) = await socket.AskAsync(Learn().Prefixed);

        Assert.Equal("SERVICE_UNAVAILABLE", code);
        Assert.Contains("may still be counted", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_close_is_answered_with_a_close()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
        await socket.AskAsync(Learn().Prefixed);

        await socket.CloseAsync();

        Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.NormalClosure), (socket.State, socket.CloseStatus));
    }

    [Fact]
    public async Task A_client_that_drops_the_connection_after_its_answer_leaves_no_error_and_no_memory()
    {
        for (int i = 0; i < 5; i++)
        {
            using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
            await socket.AskAsync(Learn().Prefixed);
        }

        await Host.Log.NextAsync("ended without a close");
        Assert.Empty(Host.Log.Errors);
        Assert.Equal(0, Host.Services.GetRequiredService<BodyMemory>().Used);
    }

    [Fact]
    public async Task A_plain_request_is_told_what_this_is()
    {
        Answer answer = await Host.SendAsync("GET", "/symetry/ws/learn");

        Assert.Equal((400, "/symetry/ws/learn is a WebSocket; open it with ws:// or wss://"), (answer.Status, answer.Text));
    }

    private Task<FusionSocket> OpenAsync(string service) =>
        FusionSocket.OpenAsync(new Uri(Host.Address), service, TestKeys.Customer, TestKeys.Secret, Host.Clock);
}
