using System.Collections.Immutable;

namespace Fusion.Http.Dtos;

/// <summary>How several cells are, in the order asked. Sent only encrypted.</summary>
internal sealed record CellStatusListDto(ImmutableArray<CellStatusDto> Values);
