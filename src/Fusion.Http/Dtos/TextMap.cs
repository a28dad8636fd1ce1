using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fusion.Http.Dtos;

/// <summary>Keys and texts in their order, which clients rely on: the first value of a prediction is its result. Written as one object.</summary>
[JsonConverter(typeof(TextMapConverter))]
internal sealed record TextMap(ImmutableArray<KeyValuePair<string, string>> Entries);
