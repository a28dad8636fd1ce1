using System.Buffers.Binary;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>
/// Looks at the lengths in an Arrow IPC stream before the library believes them: it asks for each alone, in four bytes, and makes room for as much
/// metadata as it says; whatever it asks for comes whole, or a rest of four bytes would pass for a length. What a record batch holds is bounded by
/// <see cref="BatchMemory"/>.
/// </summary>
/// <param name="source">The stream.</param>
internal sealed class ArrowFraming(Stream source) : ReadOnlyStream
{
    /// <summary>Most bytes of one message's metadata: names and types of some 50,000 columns.</summary>
    public const int MaxMetadata = 1 << 24;

    private const int Continuation = -1;

    private int _metadata; // the length of the metadata that is asked for next; 0 when something else is

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool isLength = buffer.Length == sizeof(int) && _metadata == 0, isMetadata = _metadata > 0 && buffer.Length == _metadata;
        _metadata = 0;
        int read = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < buffer.Length || !(isLength || isMetadata)) return read;
        if (isMetadata) ArrowMetadata.Check(buffer.Span);
        else _metadata = LengthOf(buffer.Span);
        return read;
    }

    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return length is >= Continuation and <= MaxMetadata
            ? Math.Max(length, 0)
            : throw new FrameException($"The Arrow IPC stream is damaged: a message claims {length} bytes of metadata; at most {MaxMetadata} are allowed.");
    }
}
