using System.Net.WebSockets;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Http.Tests.WebSockets;

/// <summary>What a socket may hold, and for how long.</summary>
public sealed class SocketLimitsSpec
{
    [Fact]
    public async Task A_message_above_the_limit_of_a_body_is_refused_before_it_is_read_to_its_end()
    {
        await using ApiHost host = await ApiHost.StartAsync(("MaxBufferedBody", "2000"), ("MaxBodySize", "3000"), ("MaxBodyMemory", "1000000"));
        using RawSocket socket = await RawSocket.OpenAsync(host, "learn");

        await socket.SendAsync(new string('1', 30_000), fragment: 1000);

        Assert.Contains("The message has more than 3000 bytes (http.maxBodySize)", await socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }

    [Fact]
    public async Task A_message_that_finds_no_memory_is_sent_away_and_what_it_held_is_given_back()
    {
        await using ApiHost host = await ApiHost.StartAsync(("MaxBufferedBody", "20000"), ("MaxBodySize", "20000"), ("MaxBodyMemory", "20001"));
        BodyMemory memory = host.Services.GetRequiredService<BodyMemory>();
        using BodyMemory.Lease others = memory.Open();
        others.TryTake(10_000);
        using RawSocket socket = await RawSocket.OpenAsync(host, "learn");

        await socket.SendAsync(new string('1', 15_000));

        Assert.Contains("Too many large requests at once", await socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal((WebSocketCloseStatus)1013, socket.CloseStatus);
        Assert.Equal(10_000, memory.Used);
    }

    [Fact]
    public async Task The_next_message_is_read_only_after_the_answer_to_the_last()
    {
        await using ApiHost host = await ApiHost.StartAsync(("UpdateTimeout", "00:10:00"));
        var first = new TaskCompletionSource();
        host.Script.Projects(Contracts.Projects.ProjectKind.Cell, "p1").On<CellProtocol.UpdateRows>(_ =>
        {
            first.TrySetResult();
            return null;
        });
        using RawSocket socket = await RawSocket.OpenAsync(host, "learn");
        string payload = $$"""{"attributeNames":["x"],"data":[["{{new string('1', 100_000)}}"]]}""";
        string message = new SignedFrameText("/symetry/ws/learn", payload, "p1").Prefixed;

        await socket.SendAsync(message);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(30));
        long held = host.Services.GetRequiredService<BodyMemory>().Used;
        await socket.SendAsync(message);

        Assert.Equal(held, host.Services.GetRequiredService<BodyMemory>().Used);
        Assert.Single(host.Script.Received.OfType<CellProtocol.UpdateRows>());
    }

    [Fact]
    public async Task A_sender_that_stops_in_the_middle_of_a_message_loses_its_connection()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        BodyMemory memory = host.Services.GetRequiredService<BodyMemory>();
        using RawSocket socket = await RawSocket.OpenAsync(host, "learn");
        await socket.SendUnfinishedAsync(new string('1', 50_000));
        await TestLog.UntilAsync(() => memory.Used > 50_000);

        host.Clock.Advance(TimeSpan.FromSeconds(31));

        await host.Log.NextAsync("ended without a close");
        await TestLog.UntilAsync(() => memory.Used == 0);
    }

    [Fact]
    public async Task One_socket_too_many_is_sent_away()
    {
        await using ApiHost host = await ApiHost.StartAsync(("MaxSockets", "1"));
        using RawSocket first = await RawSocket.OpenAsync(host, "learn");

        WebSocketException refused = await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.OpenAsync(host, "learn"));

        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_says_goodbye()
    {
        ApiHost host = await ApiHost.StartAsync();
        using RawSocket socket = await RawSocket.OpenAsync(host, "learn");
        Task<string?> waiting = socket.ReceiveAsync();

        Task stopping = host.StopAsync();

        Assert.Null(await waiting);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        await socket.CloseAsync();
        await stopping;
        await host.DisposeAsync();
    }
}
