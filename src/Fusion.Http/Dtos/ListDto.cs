using System.Collections.Immutable;

namespace Fusion.Http.Dtos;

/// <summary>A list as the interface writes it: an object around the array.</summary>
internal sealed record ListDto<T>(ImmutableArray<T> Values);
