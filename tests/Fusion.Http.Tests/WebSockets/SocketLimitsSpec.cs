using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Tests.Support;
using Fusion.Http.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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

        Assert.Contains("The first message has more than 2000 bytes (http.maxBufferedBody); later ones may have 3000", await socket.ReceiveAsync(), StringComparison.Ordinal);
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
    public async Task Later_messages_may_be_as_long_as_any_body()
    {
        await using ApiHost host = await ApiHost.StartAsync(("MaxBufferedBody", "2000"), ("MaxBodySize", "20000"), ("MaxBodyMemory", "1000000"));
        using RawSocket socket = await RawSocket.OpenAsync(host, "learn");
        host.Script.Projects(Contracts.Projects.ProjectKind.Cell);
        await socket.AskAsync(Learn("1"));

        (string code, string text) = await socket.AskAsync(Learn(new string('1', 19_000)));
        await socket.SendAsync(new string('1', 40_000), fragment: 1000);

        Assert.Equal(("BAD_REQUEST", "Cannot Find SYMETRYML id[p1] for Customer id [c1]"), (code, text));
        Assert.Contains("The message has more than 20000 bytes (http.maxBodySize)", await socket.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_strangers_share_a_part_of_the_memory_and_the_first_one_leaves_it_when_its_sender_is_known()
    {
        await using ApiHost host = await ApiHost.StartAsync(
            ("MaxBufferedBody", "20000"), ("MaxBodySize", "20000"), ("MaxBodyMemory", "1000000"), ("UpdateTimeout", "00:10:00"));
        BodyMemory memory = host.Services.GetRequiredService<BodyMemory>();
        host.Script.Projects(Contracts.Projects.ProjectKind.Cell, "p1").On<CellProtocol.UpdateRows>(_ => null);
        using RawSocket stranger = await RawSocket.OpenAsync(host, "learn"), known = await RawSocket.OpenAsync(host, "learn");

        await stranger.SendUnfinishedAsync(new string('1', 10_000));
        await TestLog.UntilAsync(() => memory.Unverified > 10_000);
        long strange = memory.Unverified;
        await known.SendAsync(Learn(new string('1', 10_000)));

        await TestLog.UntilAsync(() => host.Script.Received.OfType<CellProtocol.UpdateRows>().Any());
        Assert.Equal(strange, memory.Unverified);
        Assert.Equal(2 * strange, memory.Used);
    }

    [Fact]
    public async Task Who_says_nothing_or_not_who_it_is_is_sent_away_after_a_time()
    {
        var patience = TimeSpan.FromSeconds(20);
        await using ApiHost host = await ApiHost.StartAsync(("SocketLoginTime", patience.ToString()));
        using RawSocket silent = await RawSocket.OpenAsync(host, "learn"), slow = await RawSocket.OpenAsync(host, "learn");
        using RawSocket known = await RawSocket.OpenAsync(host, "learn");
        host.Script.Projects(Contracts.Projects.ProjectKind.Cell);
        await known.AskAsync(Learn("1"));
        await slow.SendUnfinishedAsync("123");
        Task<string?>[] ends = [silent.ReceiveAsync(), slow.ReceiveAsync()];

        await host.Clock.StartedAsync(patience, count: 3);
        host.Clock.Advance(patience);

        Assert.All(await Task.WhenAll(ends), Assert.Null);
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, WebSocketCloseStatus.PolicyViolation), (silent.CloseStatus, slow.CloseStatus));
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("BAD_REQUEST", (await known.AskAsync(Learn("1", host.Clock.GetUtcNow()))).Code);
    }

    [Fact]
    public async Task A_silent_socket_is_kept_alive()
    {
        await using ApiHost host = await ApiHost.StartAsync(("SocketKeepAlive", "00:00:01"));
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(host.Address).Port);
        NetworkStream stream = connection.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                "GET /symetry/ws/learn HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        Assert.Equal('\u008a', (char)reader.Read()); // a pong that nobody asked for
    }

    [Fact]
    public async Task One_socket_of_an_address_too_many_is_sent_away_until_another_ends()
    {
        await using ApiHost host = await ApiHost.StartAsync(("MaxSocketsPerAddress", "1"));
        using (RawSocket first = await RawSocket.OpenAsync(host, "learn"))
        {
            WebSocketException refused = await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.OpenAsync(host, "learn"));
            Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        }

        await host.Log.NextAsync("ended without a close");
        await TestLog.UntilAsync(() => host.Services.GetRequiredService<SocketCounts>().TryEnter(IPAddress.Loopback) is not null);
    }

    [Fact]
    public void Addresses_of_one_network_count_together_and_those_of_others_apart()
    {
        var counts = new SocketCounts(Options.Create(new HttpOptions { MaxSocketsPerAddress = 1 }));

        Assert.NotNull(counts.TryEnter(IPAddress.Parse("2001:db8::1")));
        Assert.Null(counts.TryEnter(IPAddress.Parse("2001:db8::2")));
        Assert.NotNull(counts.TryEnter(IPAddress.Parse("2001:db8:0:1::1")));
        Assert.NotNull(counts.TryEnter(IPAddress.Parse("192.0.2.1")));
        Assert.Null(counts.TryEnter(IPAddress.Parse("::ffff:192.0.2.1")));
        Assert.NotNull(counts.TryEnter(IPAddress.Parse("192.0.2.2")));
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

    private static string Learn(string value, DateTimeOffset? date = null)
    {
        var frame = new SignedFrameText("/symetry/ws/learn", $$"""{"attributeNames":["x"],"data":[["{{value}}"]]}""", "p1");
        return (date is { } given ? frame with { Date = given.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) } : frame).Prefixed;
    }
}
