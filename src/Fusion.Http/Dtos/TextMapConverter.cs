using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fusion.Http.Dtos;

/// <summary>Writes a <see cref="TextMap"/>.</summary>
internal sealed class TextMapConverter : JsonConverter<TextMap>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TextMap value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string key, string text) in value.Entries)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override TextMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();
}
