namespace Fusion.Statistics;

/// <summary>What the sums tell about one attribute, over the rows in which it is present.</summary>
/// <param name="Count">Number of those rows; negative after forgetting what was never learned.</param>
/// <param name="Sum">Σx.</param>
/// <param name="Mean">Σx / n; NaN unless n &gt; 0.</param>
/// <param name="Variance">Σ(x−m)² / n, the population variance; exactly 0 for a constant attribute; NaN unless n &gt; 0.</param>
/// <param name="ThirdCentral">Σ(x−m)³ / n; NaN unless n &gt; 0.</param>
/// <param name="FourthCentral">Σ(x−m)⁴ / n; NaN unless n &gt; 0.</param>
/// <param name="Min">A lower bound: the smallest value ever learned, also if it was forgotten since; exact for a binary attribute; NaN unless n &gt; 0.</param>
/// <param name="Max">An upper bound: the largest value ever learned, also if it was forgotten since; exact for a binary attribute; NaN unless n &gt; 0.</param>
/// <remarks>Every value but the bounds is the exact rational number, rounded once.</remarks>
public readonly record struct UnivariateMoments(
    long Count,
    DoubleDouble Sum,
    DoubleDouble Mean,
    DoubleDouble Variance,
    DoubleDouble ThirdCentral,
    DoubleDouble FourthCentral,
    double Min,
    double Max);
