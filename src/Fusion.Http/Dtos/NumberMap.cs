using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fusion.Http.Dtos;

/// <summary>Keys and numbers in the order of computation, written as one object.</summary>
[JsonConverter(typeof(NumberMapConverter))]
internal sealed record NumberMap(ImmutableArray<KeyValuePair<string, double>> Entries);
