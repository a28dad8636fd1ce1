using Fusion.Http.Envelopes;
using Fusion.Models;
using ZstdSharp;

namespace Fusion.Http.Ingestion;

/// <summary>What a body holds, decompressed, up to a limit.</summary>
/// <param name="source">The body, which stays open, or what decompresses it.</param>
/// <param name="encoding">How it is compressed; empty for not at all.</param>
/// <param name="limit">Most bytes.</param>
internal sealed class ContentStream(Stream source, string encoding, long limit) : ReadOnlyStream
{
    private long _read;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await source.ReadAsync(buffer, cancellationToken);
            _read += read;
            if (_read <= limit) return read;
        }
        catch (Exception damage) when (encoding.Length > 0 && damage is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw new InvalidRequestException($"The body is not {encoding} as its Content-Encoding says: {damage.Message}", damage);
        }

        throw new DeclinedException(new Envelope(ApiStatus.BodyTooLarge, $"The body holds more than {limit} bytes (http.maxStreamedBody)"));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && encoding.Length > 0) source.Dispose();
        base.Dispose(disposing);
    }
}
