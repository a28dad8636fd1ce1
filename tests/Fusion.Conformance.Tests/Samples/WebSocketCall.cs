using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fusion.Client;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests.Samples;

/// <summary>Sends the payload of a documented frame, framed as documented and signed anew.</summary>
internal static class WebSocketCall
{
    private const string Delimiter = "-289907289";
    private const string Elided = "[...]";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>One message on a connection of its own, and its answer.</summary>
    public static async Task<JsonObject> SendAsync(Sample sample, Stage stage)
    {
        using CancellationTokenSource patience = new(Patience);
        using ClientWebSocket socket = new();
        Uri url = new UriBuilder(stage.Node.Url) { Scheme = "ws", Path = sample.Path(stage.Account) }.Uri;
        await socket.ConnectAsync(url, patience.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes(Frame(sample, stage.Account, url)), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        using MemoryStream answer = new();
        var buffer = new byte[1 << 14];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            answer.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(answer.ToArray())!.AsObject();
    }

    // Newer frames are prefixed by the header's length and sign the whole URL and a last line feed; older ones have a delimiter and sign the path.
    private static string Frame(Sample sample, Account account, Uri url)
    {
        string text = sample.Body!.GetValue<string>();
        int split = text.IndexOf(Delimiter, StringComparison.Ordinal);
        bool isNew = split < 0;
        if (isNew) split = text.IndexOf("}{", StringComparison.Ordinal) + 1;
        string header = text[text.IndexOf('{', StringComparison.Ordinal)..split], payload = text[(isNew ? split : split + Delimiter.Length)..];
        if (payload.Contains(Elided, StringComparison.Ordinal)) payload = Sample.Of("learn").Body!.ToJsonString();
        string[] keys = [.. JsonNode.Parse(header)!["extraKeys"]!.AsArray().Select(key => key!.GetValue<string>())];
        string signed = Header(account, payload, isNew ? url.ToString() : url.AbsolutePath, keys, isNew ? "\n" : "");
        return isNew ? $"{signed.Length},{signed}{payload}" : $"{signed}{Delimiter}{payload}";
    }

    private static string Header(Account account, string payload, string service, string[] keys, string end)
    {
        string date = RequestSigner.FormatDate(TimeProvider.System.GetUtcNow()), md5 = RequestSigner.Md5(Encoding.UTF8.GetBytes(payload));
        string text = string.Join('\n', [md5, account.Key, date, account.Cid, payload, service, .. keys]) + end;
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(account.Key), Encoding.UTF8.GetBytes(text)));
        return JsonSerializer.Serialize(new { headers = (string[])[date, md5, signature, account.Cid], extraKeys = keys });
    }
}
