using Fusion.Http.Envelopes;

namespace Fusion.Http.Ingestion;

/// <summary>What a compressed body holds, up to a limit.</summary>
/// <param name="source">The decompressed body.</param>
/// <param name="limit">Most bytes.</param>
internal sealed class LimitedStream(Stream source, long limit) : ReadOnlyStream
{
    private long _read;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await source.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read <= limit
            ? read
            : throw new DeclinedException(new Envelope(ApiStatus.BodyTooLarge, $"The body has more than {limit} bytes when decompressed (http.maxStreamedBody)"));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }
}
