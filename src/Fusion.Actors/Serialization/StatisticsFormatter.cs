using System.Buffers;
using Fusion.Statistics;
using MessagePack;
using MessagePack.Formatters;

namespace Fusion.Actors.Serialization;

/// <summary>Writes statistics in their own versioned wire form, as one byte string.</summary>
internal sealed class StatisticsFormatter : IMessagePackFormatter<SufficientStatistics>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, SufficientStatistics value, MessagePackSerializerOptions options) => writer.Write(value.ToWire());

    /// <inheritdoc/>
    public SufficientStatistics Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        ReadOnlySequence<byte> bytes = reader.ReadBytes() ?? throw new MessagePackSerializationException("Statistics were absent");
        return SufficientStatistics.FromWire(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray());
    }
}
