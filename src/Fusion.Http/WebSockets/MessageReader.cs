using System.Net.WebSockets;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;

namespace Fusion.Http.WebSockets;

/// <summary>Reads whole messages of one socket, fragmented or not, within the limits of one body and of all bodies together.</summary>
/// <remarks>A sender that is slower than <see cref="Step"/> in <see cref="StepTime"/> loses its connection: it would hold memory that others need.</remarks>
internal sealed class MessageReader(WebSocket socket, HttpOptions options, TimeProvider time)
{
    private const int FirstBuffer = 1 << 12;
    private const int Step = 1 << 16;

    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013; // registered, but not in the enumeration

    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(30);

    // Kept between messages: a connection that waits holds this and no more.
    private readonly byte[] _small = new byte[FirstBuffer];

    /// <summary>Waits for the next message.</summary>
    /// <param name="lease">Takes what the message holds beyond a small buffer; given back when the message is answered.</param>
    /// <param name="isKnown">Whether a message of this socket was authenticated; a first one must not be longer than a body whose sender is unknown.</param>
    /// <param name="cancellationToken">Gives up, and the socket with it.</param>
    /// <returns>
    /// The message, valid until the next call; or the end: the peer closes, the message is too large or no text, or the bodies of all requests together are
    /// too large.
    /// </returns>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    public async Task<SocketMessage> ReadAsync(BodyMemory.Lease lease, bool isKnown, CancellationToken cancellationToken)
    {
        int limit = LimitOf(isKnown);
        byte[] buffer = _small;
        int length = 0, mark = 0;
        using var slow = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, cancellationToken);
        while (true)
        {
            if (length == buffer.Length && !TryGrow(ref buffer, limit, lease)) return Exhausted;
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), either.Token);
            if (part.MessageType == WebSocketMessageType.Close) return new SocketMessage(default, WebSocketCloseStatus.NormalClosure);
            if (part.MessageType == WebSocketMessageType.Binary) return Binary;
            length += part.Count;
            if (length > limit) return TooLarge(isKnown);
            if (part.EndOfMessage) return new SocketMessage(buffer.AsMemory(0, length));
            if (length < mark) continue;
            mark = length + Step;
            slow.CancelAfter(StepTime);
        }
    }

    private static SocketMessage Exhausted { get; } = new(
        default, TryAgainLater, new Envelope(ApiStatus.Unavailable, "Too many large requests at once; send it again later"));

    private static SocketMessage Binary { get; } = new(
        default, WebSocketCloseStatus.InvalidMessageType, Envelope.BadRequest("The message is binary; only text messages are allowed"));

    private int LimitOf(bool isKnown) =>
        (int)Math.Min((isKnown ? options.MaxBodySize : options.MaxBufferedBody) + FrameReader.LongestHeader, Array.MaxLength - 1);

    private SocketMessage TooLarge(bool isKnown)
    {
        string text = isKnown
            ? $"The message has more than {options.MaxBodySize} bytes (http.maxBodySize)"
            : $"The first message has more than {options.MaxBufferedBody} bytes (http.maxBufferedBody); later ones may have {options.MaxBodySize}";
        return new SocketMessage(default, WebSocketCloseStatus.MessageTooBig, new Envelope(ApiStatus.BodyTooLarge, text));
    }

    private static bool TryGrow(ref byte[] buffer, int limit, BodyMemory.Lease lease)
    {
        int size = (int)Math.Min(limit + 1L, 4L * buffer.Length);
        if (!lease.TryTake(buffer.Length == FirstBuffer ? size : size - buffer.Length)) return false;
        byte[] larger = new byte[size];
        buffer.CopyTo(larger, 0);
        buffer = larger;
        return true;
    }
}
