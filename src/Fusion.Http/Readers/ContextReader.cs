using System.Collections.Immutable;
using System.Text.Json;
using Fusion.Models;

namespace Fusion.Http.Readers;

/// <summary>Reads what a metric or a model is computed on. Omitted lists equal empty ones, numbers may stand for texts, unknown keys are skipped.</summary>
internal static class ContextReader
{
    /// <summary>Reads the body of a build.</summary>
    /// <exception cref="InvalidRequestException">The body is no such object.</exception>
    public static MlContext ReadOne(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return MlContext.Empty;
        using JsonDocument document = JsonText.Parse(body);
        return Read(document.RootElement, "The request body");
    }

    /// <summary>Whether a body is a list of contexts, not one that stands alone.</summary>
    /// <exception cref="InvalidRequestException">The body is no object.</exception>
    public static bool HasMany(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return false;
        using JsonDocument document = JsonText.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("values", out _);
    }

    /// <summary>Reads the body of an exploration: one context for each question.</summary>
    /// <exception cref="InvalidRequestException">The body is no such object.</exception>
    public static ImmutableArray<MlContext> ReadMany(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return [];
        using JsonDocument document = JsonText.Parse(body);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new InvalidRequestException("The request body must be an object with the key values");
        if (!TryGet(root, "values", out JsonElement values)) return [];
        if (values.ValueKind != JsonValueKind.Array) throw new InvalidRequestException("values must be an array of contexts");
        return [.. values.EnumerateArray().Select((context, i) => Read(context, $"values[{i}]"))];
    }

    private static MlContext Read(JsonElement context, string place)
    {
        if (context.ValueKind != JsonValueKind.Object) throw new InvalidRequestException($"{place} must be an object");
        ImmutableArray<string> inputs = Texts(context, "inputAttributes");
        return new MlContext(
            Texts(context, "targets"),
            inputs.IsEmpty ? Texts(context, "attributes") : inputs, // the older name
            Texts(context, "inputAttributeNames"),
            Texts(context, "targetAttributeNames"),
            Parameters(context));
    }

    private static ImmutableArray<string> Texts(JsonElement context, string key)
    {
        if (!TryGet(context, key, out JsonElement list)) return [];
        if (list.ValueKind != JsonValueKind.Array) throw new InvalidRequestException($"{key} must be an array of attribute indexes or names");
        return [.. list.EnumerateArray().Select((item, i) => JsonText.Scalar(item) ?? throw new InvalidRequestException($"{key}[{i}] is no index or name"))];
    }

    private static ImmutableDictionary<string, string> Parameters(JsonElement context)
    {
        if (!TryGet(context, "extraParameters", out JsonElement map)) return ImmutableDictionary<string, string>.Empty;
        return FlatMapReader.Read(map, "extraParameters").ToImmutableDictionary();
    }

    private static bool TryGet(JsonElement parent, string key, out JsonElement value) =>
        parent.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;
}
