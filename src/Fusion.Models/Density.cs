using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>How the values of an attribute are spread over equal bins.</summary>
/// <param name="Name">The attribute; <c>target|condition</c> of a conditional one.</param>
/// <param name="Min">The lower end of the first bin.</param>
/// <param name="Max">The upper end of the last bin.</param>
/// <param name="Width">The width of a bin, (max − min)/bins.</param>
/// <param name="Histogram">Rows or percent in each bin; empty when <paramref name="Error"/> is given.</param>
/// <param name="Error">Why there is none; null when there is.</param>
public sealed record Density(string Name, double Min, double Max, double Width, ImmutableArray<double> Histogram, string? Error = null);
