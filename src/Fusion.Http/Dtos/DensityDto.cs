using System.Collections.Immutable;

namespace Fusion.Http.Dtos;

/// <summary>A histogram, or why there is none.</summary>
internal sealed record DensityDto(string AttrName, double? Min, double? Max, double? Width, ImmutableArray<double>? Histogram, string? Error);
