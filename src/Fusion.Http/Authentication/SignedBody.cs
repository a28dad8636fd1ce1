using System.Buffers;
using System.Runtime.InteropServices;
using Fusion.Http.Envelopes;

namespace Fusion.Http.Authentication;

/// <summary>
/// A body that is read before all of it is known to be its sender's. Nothing that follows from it may count, or be told, before
/// <see cref="ConfirmAsync"/> has ended well.
/// </summary>
/// <param name="source">The raw body.</param>
/// <param name="checks">What must hold of it, in the order in which failures are told; none for one that is verified.</param>
/// <param name="limit">Most bytes.</param>
internal sealed class SignedBody(Stream source, IReadOnlyList<IBodyCheck> checks, long limit) : Stream
{
    private const int DrainSize = 1 << 16;

    private long _position;
    private bool _ended;

    /// <summary>Bytes read so far.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <summary>A body in memory that is verified.</summary>
    public static SignedBody Verified(ReadOnlyMemory<byte> body)
    {
        MemoryStream source = MemoryMarshal.TryGetArray(body, out ArraySegment<byte> bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);
        return new SignedBody(source, [], long.MaxValue);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended || buffer.IsEmpty) return 0;
        int read = await source.ReadAsync(buffer, cancellationToken);
        _ended = read == 0;
        _position += read;
        if (_position > limit) throw new DeclinedException(new Envelope(ApiStatus.BodyTooLarge, $"The body has more than {limit} bytes (http.maxStreamedBody)"));
        foreach (IBodyCheck check in checks)
        {
            check.Append(buffer.Span[..read]);
        }

        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads what is left of the body, and checks it.</summary>
    /// <exception cref="DeclinedException">A check failed; the answer says which.</exception>
    public async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        byte[] rest = ArrayPool<byte>.Shared.Rent(DrainSize);
        try
        {
            while (await ReadAsync(rest, cancellationToken) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rest);
        }

        foreach (IBodyCheck check in checks)
        {
            check.Complete();
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously");

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        foreach (IBodyCheck check in checks)
        {
            check.Dispose();
        }
    }
}
