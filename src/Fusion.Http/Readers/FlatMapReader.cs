using System.Collections.Immutable;
using System.Text.Json;
using Fusion.Models;

namespace Fusion.Http.Readers;

/// <summary>Reads keys and texts: an object of strings, numbers or booleans, also wrapped as <c>{"values":[{…}]}</c>.</summary>
internal static class FlatMapReader
{
    // Parameters are kept and answered with every project info.
    private const int LongestMap = 1 << 15;

    /// <summary>Reads the body of a creation; none equals an empty map.</summary>
    /// <exception cref="InvalidRequestException">The body is no such object, or too long.</exception>
    public static ImmutableSortedDictionary<string, string> Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        using JsonDocument document = JsonText.Parse(body);
        return Read(document.RootElement, "The request body");
    }

    /// <summary>Reads a map within a body.</summary>
    /// <param name="map">The JSON object.</param>
    /// <param name="place">What it is, for errors.</param>
    /// <exception cref="InvalidRequestException">It is no such object, or too long.</exception>
    public static ImmutableSortedDictionary<string, string> Read(JsonElement map, string place)
    {
        if (map.ValueKind != JsonValueKind.Object) throw new InvalidRequestException($"{place} must be an object of texts");
        ImmutableSortedDictionary<string, string>.Builder texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (JsonElement part in Parts(map, place))
        {
            foreach (JsonProperty entry in part.EnumerateObject().Where(entry => entry.Value.ValueKind != JsonValueKind.Null))
                texts[entry.Name] = TextOf(entry.Value)
                    ?? throw new InvalidRequestException($"{place}: the value of {entry.Name} must be a string, a number, true or false");
        }

        int length = texts.Sum(entry => entry.Key.Length + entry.Value.Length);
        return length <= LongestMap
            ? texts.ToImmutable()
            : throw new InvalidRequestException($"{place} has {length} characters; at most {LongestMap} are allowed");
    }

    /// <summary>A list of scalars stands for its items with commas between them.</summary>
    private static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return JsonText.Scalar(value);
        string?[] items = [.. value.EnumerateArray().Select(JsonText.Scalar)];
        return items.Contains(null) ? null : string.Join(',', items);
    }

    private static JsonElement[] Parts(JsonElement map, string place)
    {
        if (!map.TryGetProperty("values", out JsonElement wrapped) || wrapped.ValueKind != JsonValueKind.Array) return [map];
        JsonElement[] parts = [.. wrapped.EnumerateArray()];
        return parts.All(part => part.ValueKind == JsonValueKind.Object) ? parts : throw new InvalidRequestException($"{place}: values must hold objects only");
    }
}
