using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fusion.Http.Dtos;

/// <summary>
/// Writes a <see cref="NumberMap"/>; what is not finite becomes <c>"NaN"</c>, <c>"Infinity"</c> or <c>"-Infinity"</c>, for JSON has no such numbers.
/// </summary>
internal sealed class NumberMapConverter : JsonConverter<NumberMap>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, NumberMap value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string key, double number) in value.Entries)
        {
            if (double.IsFinite(number))
                writer.WriteNumber(key, number);
            else
                writer.WriteString(key, number.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override NumberMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();
}
