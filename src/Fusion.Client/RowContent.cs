using System.Net;

namespace Fusion.Client;

/// <summary>A body that is read from a stream each time that it is sent. Leaves the stream open.</summary>
/// <param name="source">The bytes; seekable.</param>
/// <param name="start">Where they begin.</param>
internal sealed class RowContent(Stream source, long start) : HttpContent
{
    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(stream, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(stream, cancellationToken);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = source.Length - start;
        return true;
    }

    private Task CopyAsync(Stream target, CancellationToken cancellationToken)
    {
        source.Position = start;
        return source.CopyToAsync(target, cancellationToken);
    }
}
