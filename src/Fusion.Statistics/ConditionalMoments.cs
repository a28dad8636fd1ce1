namespace Fusion.Statistics;

/// <summary>Moments of x weighted by y, over the rows in which both are present; for a binary y those of x where y = 1.</summary>
/// <param name="Count">Σy.</param>
/// <param name="Sum">Σxy.</param>
/// <param name="Mean">Σxy / Σy; NaN when Σy = 0.</param>
/// <param name="Variance">(Σ(xy)² − (Σxy)²/Σy) / Σy; NaN when Σy = 0.</param>
/// <remarks>
/// Every value is the exact rational number, rounded once, with one exception: when both are continuous the variance comes from a floating-point sum and is good to
/// about 1e-12 of Σ(xy)²/Σy; NaN when the statistic does not carry that sum.
/// </remarks>
public readonly record struct ConditionalMoments(DoubleDouble Count, DoubleDouble Sum, DoubleDouble Mean, DoubleDouble Variance);
