using System.Collections.Immutable;

namespace Fusion.Http.Dtos;

/// <summary>A table of texts.</summary>
internal sealed record DataFrameDto(ImmutableArray<string> AttributeNames, ImmutableArray<string> AttributeTypes, ImmutableArray<ImmutableArray<string>> Data);
