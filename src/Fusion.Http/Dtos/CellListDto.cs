using System.Collections.Immutable;

namespace Fusion.Http.Dtos;

/// <summary>The cells of a fusion project.</summary>
internal sealed record CellListDto(ImmutableArray<CellDto> Values);
