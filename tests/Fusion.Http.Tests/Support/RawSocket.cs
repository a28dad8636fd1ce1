using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Fusion.Http.Tests.Support;

/// <summary>A socket that sends exactly what a test says.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    private RawSocket()
    {
    }

    public WebSocketState State => _socket.State;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<RawSocket> OpenAsync(ApiHost host, string service, string? hostHeader = null)
    {
        var socket = new RawSocket();
        if (hostHeader is not null) socket._socket.Options.SetRequestHeader("Host", hostHeader);
        await socket._socket.ConnectAsync(new Uri($"{host.Address.Replace("http", "ws", StringComparison.Ordinal)}/symetry/ws/{service}"), default);
        return socket;
    }

    /// <summary>Sends a message, in pieces of that many bytes.</summary>
    public async Task SendAsync(string text, int fragment = int.MaxValue)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int sent = 0; sent < bytes.Length; sent += Math.Min(fragment, bytes.Length - sent))
        {
            int size = Math.Min(fragment, bytes.Length - sent);
            await _socket.SendAsync(bytes.AsMemory(sent, size), WebSocketMessageType.Text, sent + size == bytes.Length, default);
        }
    }

    /// <summary>Sends the beginning of a message.</summary>
    public ValueTask SendUnfinishedAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: false, default);

    public ValueTask SendBinaryAsync(byte[] bytes) => _socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, default);

    /// <summary>The next message; null when the server closes.</summary>
    public async Task<string?> ReceiveAsync()
    {
        using var text = new MemoryStream();
        byte[] buffer = new byte[1 << 12];
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), default);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(text.ToArray());
        }
    }

    /// <summary>Sends a message and reads what comes back.</summary>
    public async Task<(string Code, string Text)> AskAsync(string message)
    {
        await SendAsync(message);
        JsonNode answer = JsonNode.Parse((await ReceiveAsync())!)!;
        return (answer["statusCode"]!.GetValue<string>(), answer["statusString"]!.GetValue<string>());
    }

    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default);

    /// <summary>Drops the TCP connection when the socket is open still.</summary>
    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
    }
}
