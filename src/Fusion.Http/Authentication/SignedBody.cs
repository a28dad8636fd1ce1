using System.Runtime.InteropServices;
using Fusion.Http.Envelopes;
using Fusion.Http.Ingestion;

namespace Fusion.Http.Authentication;

/// <summary>
/// A body that is read before all of it is known to be its sender's. Nothing that follows from it may count, or be told, before
/// <see cref="ConfirmAsync"/> has ended well.
/// </summary>
/// <param name="source">The raw body.</param>
/// <param name="checks">What must hold of it, in the order in which failures are told; none for one that is verified.</param>
/// <param name="limit">Most bytes.</param>
internal sealed class SignedBody(Stream source, IReadOnlyList<IBodyCheck> checks, long limit) : ReadOnlyStream
{
    private long _position;
    private bool _ended;

    /// <summary>Whether its sender is known already, and only its digest is still to be confirmed.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead => _position;

    /// <summary>A body in memory that is verified.</summary>
    public static SignedBody Verified(ReadOnlyMemory<byte> body)
    {
        MemoryStream source = MemoryMarshal.TryGetArray(body, out ArraySegment<byte> bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);
        return new SignedBody(source, [], long.MaxValue) { IsVerified = true };
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

    /// <summary>Reads what is left of the body, and checks it.</summary>
    /// <exception cref="DeclinedException">A check failed; the answer says which.</exception>
    public async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        await DrainAsync(cancellationToken);
        foreach (IBodyCheck check in checks)
        {
            check.Complete();
        }
    }

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
