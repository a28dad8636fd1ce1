using System.Text.Json.Serialization;

namespace Fusion.Http.Dtos;

/// <summary>How answers are written: camelCase names, no nulls, numbers that are not finite as texts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(EnvelopeDto))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
