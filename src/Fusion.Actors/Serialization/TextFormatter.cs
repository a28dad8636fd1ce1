using MessagePack;
using MessagePack.Formatters;

namespace Fusion.Actors.Serialization;

/// <summary>Writes an id as its text.</summary>
/// <param name="print">Id to text.</param>
/// <param name="parse">Text to id; throws on what is no id.</param>
internal sealed class TextFormatter<T>(Func<T, string> print, Func<string, T> parse) : IMessagePackFormatter<T>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) => writer.Write(print(value));

    /// <inheritdoc/>
    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        parse(reader.ReadString() ?? throw new MessagePackSerializationException($"A {typeof(T).Name} was absent"));
}
