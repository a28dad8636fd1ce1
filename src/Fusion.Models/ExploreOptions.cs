namespace Fusion.Models;

/// <summary>How exploration answers.</summary>
/// <param name="Histogram">Whether the project keeps histograms: extremes, and the median where values are counted, are then answered too.</param>
/// <param name="Rounding">The rounding of every number; null leaves them unrounded.</param>
public sealed record ExploreOptions(bool Histogram = false, ExploreRounding? Rounding = null);
