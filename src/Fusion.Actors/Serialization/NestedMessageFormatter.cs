using Fusion.Contracts;
using MessagePack;
using MessagePack.Formatters;

namespace Fusion.Actors.Serialization;

/// <summary>Writes a message inside a message as the pair of its manifest and its body, so that only types of the table can come out.</summary>
internal sealed class NestedMessageFormatter<T> : IMessagePackFormatter<T>
    where T : class, IFusionMessage
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(2);
        writer.Write(Manifests.Of(value.GetType()));
        MessagePackSerializer.Serialize(value.GetType(), ref writer, value, options);
    }

    /// <inheritdoc/>
    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.ReadArrayHeader() != 2) throw new MessagePackSerializationException("A nested message is a pair of manifest and body");
        Type type = Manifests.TypeOf(reader.ReadString() ?? string.Empty);
        return MessagePackSerializer.Deserialize(type, ref reader, options) as T
            ?? throw new MessagePackSerializationException($"{type.Name} can't stand where {typeof(T).Name} is expected");
    }
}
