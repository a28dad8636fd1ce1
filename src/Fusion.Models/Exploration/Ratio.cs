using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Test statistics with a denominator that can be 0.</summary>
internal static class Ratio
{
    /// <summary>A difference in units of its standard error: 0 where both are 0, ±∞ where only the error is.</summary>
    public static double Of(DoubleDouble difference, DoubleDouble squaredError)
    {
        if (squaredError == 0)
            return difference == 0 ? 0 : (double)difference * double.PositiveInfinity;
        return (double)(difference / DoubleDouble.Sqrt(squaredError));
    }
}
