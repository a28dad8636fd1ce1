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

    private int Limit => (int)Math.Min(options.MaxBodySize + FrameReader.LongestHeader, Array.MaxLength - 1);

    /// <summary>Waits for the next message.</summary>
    /// <param name="lease">Takes what the message holds beyond a small buffer; given back when the message is answered.</param>
    /// <param name="cancellationToken">Gives up, and the socket with it.</param>
    /// <returns>
    /// The message, valid until the next call; or the end: the peer closes, the message is too large or no text, or the bodies of all requests together are
    /// too large.
    /// </returns>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    public async Task<SocketMessage> ReadAsync(BodyMemory.Lease lease, CancellationToken cancellationToken)
    {
        byte[] buffer = _small;
        int length = 0, mark = 0;
        using var slow = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, cancellationToken);
        while (true)
        {
            if (length == buffer.Length && !TryGrow(ref buffer, lease)) return Exhausted;
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), either.Token);
            if (part.MessageType == WebSocketMessageType.Close) return new SocketMessage(default, WebSocketCloseStatus.NormalClosure);
            if (part.MessageType == WebSocketMessageType.Binary) return Binary;
            length += part.Count;
            if (length > Limit) return TooLarge;
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

    private SocketMessage TooLarge => new(
        default,
        WebSocketCloseStatus.MessageTooBig,
        new Envelope(ApiStatus.BodyTooLarge, $"The message has more than {options.MaxBodySize} bytes (http.maxBodySize)"));

    private bool TryGrow(ref byte[] buffer, BodyMemory.Lease lease)
    {
        int size = (int)Math.Min(Limit + 1L, 4L * buffer.Length);
        bool first = ReferenceEquals(buffer, _small);
        if (!lease.TryTake(first ? size : size - buffer.Length)) return false;
        byte[] larger = new byte[size];
        buffer.CopyTo(larger, 0);
        buffer = larger;
        return true;
    }
}
