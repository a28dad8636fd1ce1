using System.Buffers;
using Fusion.Statistics;
using MessagePack;
using MessagePack.Formatters;

namespace Fusion.Actors.Serialization;

/// <summary>Writes rows in their own versioned wire form, as one byte string; none as nil.</summary>
internal sealed class RowBatchFormatter : IMessagePackFormatter<RowBatch?>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, RowBatch? value, MessagePackSerializerOptions options)
    {
        if (value is null) writer.WriteNil();
        else writer.Write(value.ToWire());
    }

    /// <inheritdoc/>
    public RowBatch? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        reader.ReadBytes() is { } bytes ? RowBatch.FromWire(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray()) : null;
}
