using MathNet.Numerics;

namespace Fusion.Models.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>The probability that |Z| is at least |z|.</summary>
    /// <returns>The two-sided p value; 0 for ±∞; NaN for NaN.</returns>
    public static double TwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2);
}
