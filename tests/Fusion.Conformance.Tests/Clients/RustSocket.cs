using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fusion.Client;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests.Clients;

/// <summary>
/// What the Rust client does on a WebSocket: it signs the URL as it opened it and a last line feed, counts the header in bytes, sends a header with every
/// message, and reads until an answer holds <c>"statusCode"</c>.
/// </summary>
internal sealed class RustSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ClientWebSocket _socket = new();
    private readonly Account _account;
    private readonly string _url;

    private RustSocket(Account account, string url) => (_account, _url) = (account, url);

    public static async Task<RustSocket> OpenAsync(Uri node, Account account, string service)
    {
        using CancellationTokenSource patience = new(Patience);
        RustSocket socket = new(account, $"ws://{node.Authority}/symetry/ws/{service}");
        await socket._socket.ConnectAsync(new Uri(socket._url), patience.Token);
        return socket;
    }

    /// <summary>Sends a data frame under the given keys and waits for the answer.</summary>
    public async Task<JsonObject> SendAsync(string payload, params string[] keys)
    {
        using CancellationTokenSource patience = new(Patience);
        string date = RequestSigner.FormatDate(TimeProvider.System.GetUtcNow()), md5 = RequestSigner.Md5(Encoding.UTF8.GetBytes(payload));
        string text = string.Join('\n', [md5, _account.Key, date, _account.Cid, payload, _url, .. keys]) + "\n";
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(_account.Key), Encoding.UTF8.GetBytes(text)));
        string header = $$"""{"headers":{{Json([date, md5, signature, _account.Cid])}},"extraKeys":{{Json(keys)}}}""";
        byte[] frame = Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(header)},{header}{payload}");
        await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        string answer = "";
        while (!answer.Contains("\"statusCode\"", StringComparison.Ordinal)) answer = await ReceiveAsync(patience.Token);
        return JsonNode.Parse(answer)!.AsObject();
    }

    public void Dispose() => _socket.Dispose();

    // As serde writes it: letters beyond ASCII stay as they are.
    private static string Json(string[] texts) => JsonSerializer.Serialize(texts, Plain);

    private async Task<string> ReceiveAsync(CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        var buffer = new byte[1 << 14];
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(message.ToArray());
        }
    }
}
