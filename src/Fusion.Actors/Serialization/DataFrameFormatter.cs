using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fusion.Statistics.Frames;
using MessagePack;
using MessagePack.Formatters;

namespace Fusion.Actors.Serialization;

/// <summary>Writes a frame as its parts: names, type letters, packed text, ends of cells, ends of rows, error handling.</summary>
internal sealed class DataFrameFormatter : IMessagePackFormatter<DataFrame>
{
    private const int Parts = 6;

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, DataFrame value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(Parts);
        MessagePackSerializer.Serialize(ref writer, value.AttributeNames, options);
        writer.Write(value.AttributeTypes.IsDefault ? null : string.Concat(value.AttributeTypes.Select(type => (char)type)));
        writer.Write(value.Cells.Text.AsSpan());
        MessagePackSerializer.Serialize(ref writer, value.Cells.CellEnds, options);
        MessagePackSerializer.Serialize(ref writer, value.Cells.RowEnds, options);
        writer.Write(value.ErrorHandling);
    }

    /// <inheritdoc/>
    public DataFrame Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.ReadArrayHeader() != Parts) throw new MessagePackSerializationException("A frame has six parts");
        ImmutableArray<string> names = MessagePackSerializer.Deserialize<ImmutableArray<string>>(ref reader, options);
        string? letters = reader.ReadString();
        ImmutableArray<ColumnType> types = letters is null ? default : [.. letters.Select(letter => (ColumnType)letter)];
        byte[] text = MessagePackSerializer.Deserialize<byte[]>(ref reader, options);
        FrameCells cells = new(
            ImmutableCollectionsMarshal.AsImmutableArray(text),
            MessagePackSerializer.Deserialize<ImmutableArray<int>>(ref reader, options),
            MessagePackSerializer.Deserialize<ImmutableArray<int>>(ref reader, options));
        return DataFrame.FromParts(names, types, cells, reader.ReadInt32());
    }
}
