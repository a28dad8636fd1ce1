using Fusion.Statistics;
using MessagePack;
using MessagePack.Formatters;

namespace Fusion.Actors.Serialization;

/// <summary>Writes a schema as the list of its attributes.</summary>
internal sealed class SchemaFormatter : IMessagePackFormatter<Schema>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, Schema value, MessagePackSerializerOptions options) =>
        MessagePackSerializer.Serialize(ref writer, value.ToArray(), options);

    /// <inheritdoc/>
    public Schema Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        Schema.Of(MessagePackSerializer.Deserialize<AttributeInfo[]>(ref reader, options));
}
