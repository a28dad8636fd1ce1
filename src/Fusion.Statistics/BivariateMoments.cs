namespace Fusion.Statistics;

/// <summary>What the sums tell about two attributes, over the rows in which both are present.</summary>
/// <param name="Count">Number of those rows; negative after forgetting what was never learned.</param>
/// <param name="SumX">Σx.</param>
/// <param name="SumY">Σy.</param>
/// <param name="SumXY">Σxy.</param>
/// <param name="MeanX">Σx / n; NaN unless n &gt; 0.</param>
/// <param name="MeanY">Σy / n; NaN unless n &gt; 0.</param>
/// <param name="VarianceX">Population variance of x; NaN unless n &gt; 0.</param>
/// <param name="VarianceY">Population variance of y; NaN unless n &gt; 0.</param>
/// <param name="Covariance">Population covariance, (n·Σxy − Σx·Σy) / n²; NaN unless n &gt; 0.</param>
/// <remarks>Every value is the exact rational number, rounded once.</remarks>
public readonly record struct BivariateMoments(
    long Count,
    DoubleDouble SumX,
    DoubleDouble SumY,
    DoubleDouble SumXY,
    DoubleDouble MeanX,
    DoubleDouble MeanY,
    DoubleDouble VarianceX,
    DoubleDouble VarianceY,
    DoubleDouble Covariance)
{
    /// <summary>Pearson's correlation, in [−1, 1]; NaN when x or y is constant or no row has both.</summary>
    public double Correlation => VarianceX > 0 && VarianceY > 0
        ? Math.Clamp((double)(Covariance / (DoubleDouble.Sqrt(VarianceX) * DoubleDouble.Sqrt(VarianceY))), -1, 1)
        : double.NaN;
}
