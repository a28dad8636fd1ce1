using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Fusion.Client.Entities;

namespace Fusion.Client;

/// <summary>
/// One WebSocket to one of the services <c>learn</c>, <c>forget</c> and <c>predict</c>: cheaper than a request per batch. One message at a time; not
/// thread-safe.
/// </summary>
/// <remarks>
/// A message whose answer is lost may or may not have counted. Where that matters use
/// <see cref="FusionClient.LearnAsync(string, Frame, string?, CancellationToken)"/>, which repeats safely.
/// </remarks>
public sealed class FusionSocket : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket _socket = new();
    private readonly RequestSigner _signer;
    private readonly Uri _url;
    private readonly string _cid;
    private readonly TimeProvider _time;

    private FusionSocket(Uri url, string cid, string secretKey, TimeProvider time)
    {
        _url = url;
        _cid = cid;
        _time = time;
        _signer = new RequestSigner(cid, secretKey);
    }

    /// <summary>Opens a socket. Only the first message shows whether user and key are right.</summary>
    /// <param name="baseAddress">The server, e.g. <c>http://localhost:8080</c>.</param>
    /// <param name="service"><c>learn</c>, <c>forget</c> or <c>predict</c>.</param>
    /// <param name="cid">The user name.</param>
    /// <param name="secretKey">The user's key as issued, Base64.</param>
    /// <param name="time">The clock that dates messages; null for the system's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WebSocketException">The server can't be reached or has no such service.</exception>
    public static async Task<FusionSocket> OpenAsync(
        Uri baseAddress, string service, string cid, string secretKey, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentException.ThrowIfNullOrEmpty(service);
        string scheme = baseAddress.Scheme is "https" or "wss" ? "wss" : "ws";
        var url = new Uri($"{scheme}://{baseAddress.Authority}/symetry/ws/{service}");
        var socket = new FusionSocket(url, cid, secretKey, time ?? TimeProvider.System);
        try
        {
            await socket._socket.ConnectAsync(url, cancellationToken);
            return socket;
        }
        catch
        {
            socket._socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends rows to be learned or forgotten, and waits until they are durable.</summary>
    /// <param name="pid">The project.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Gives up, and the socket with it; whether the rows counted is unknown then.</param>
    /// <exception cref="FusionApiException">The server declined.</exception>
    /// <exception cref="WebSocketException">The connection is lost.</exception>
    public Task SendAsync(string pid, Frame rows, CancellationToken cancellationToken = default) => AskAsync([pid], rows, cancellationToken);

    /// <summary>Predicts rows; the result is that of <see cref="FusionClient.PredictAsync"/>.</summary>
    /// <inheritdoc cref="SendAsync"/>
    /// <param name="pid">The project.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Gives up, and the socket with it.</param>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> PredictAsync(
        string pid, string modelId, Frame rows, CancellationToken cancellationToken = default) =>
        (await AskAsync([pid, modelId], rows, cancellationToken)).ReadList<IReadOnlyDictionary<string, string>>("KSVSMap");

    /// <summary>Closes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Farewell);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The server has gone first.
        }

        _socket.Dispose();
    }

    private async Task<ApiAnswer> AskAsync(string[] extraKeys, Frame rows, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(Write(extraKeys, rows), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        Envelope envelope = JsonSerializer.Deserialize<Envelope>(await ReceiveAsync(cancellationToken), ApiJson.Options) ?? throw new FusionApiException("The answer is empty");
        int status = StatusOf(envelope.StatusCode);
        return status < 300 ? new ApiAnswer(status, envelope.Values, null) : throw new FusionApiException(status, envelope.StatusString ?? "");
    }

    /// <summary>The header's length in UTF-8 bytes, a comma, the header, the data frame.</summary>
    private byte[] Write(string[] extraKeys, Frame rows)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(rows, ApiJson.Options);
        string date = RequestSigner.FormatDate(_time.GetUtcNow());
        string signature = _signer.SignMessage(_url.OriginalString, extraKeys, date, payload);
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new Header([date, RequestSigner.Md5(payload), signature, _cid], extraKeys), ApiJson.Options);
        return [.. Encoding.ASCII.GetBytes(header.Length.ToString(CultureInfo.InvariantCulture)), (byte)',', .. header, .. payload];
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        byte[] buffer = new byte[1 << 14];
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new FusionApiException($"The server closed the socket: {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}");
            answer.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return answer.ToArray();
        }
    }

    private static int StatusOf(string? name) => name switch
    {
        "OK" => 200,
        "CREATED" => 201,
        "ACCEPTED" => 202,
        "BAD_REQUEST" => 400,
        "UNAUTHORIZED" => 401,
        "NOT_FOUND" => 404,
        "CONFLICT" => 409,
        "REQUEST_ENTITY_TOO_LARGE" => 413,
        "SERVICE_UNAVAILABLE" => 503,
        _ => 500,
    };

    private sealed record Header(string[] Headers, string[] ExtraKeys);

    private sealed record Envelope(string? StatusCode, string? StatusString, JsonElement Values);
}
