using MathNet.Numerics;

namespace Fusion.Models.Numerics;

/// <summary>Fisher's F distribution.</summary>
/// <remarks>
/// At many degrees of freedom, where the incomplete beta function loses digits, Paulson's normal approximation of the cube root: from
/// <see cref="ManyDegrees"/> on its absolute error is below 1e-5.
/// </remarks>
internal static class FisherF
{
    private const double ManyDegrees = 1000;
    private const double MostDegrees = 1e6;

    /// <summary>The probability of a ratio of variances at least as far from 1, on whichever side.</summary>
    /// <param name="ratio">The ratio of two unbiased variances; NaN (0/0) counts as 1.</param>
    /// <param name="above">Degrees of freedom of the numerator, above 0.</param>
    /// <param name="below">Degrees of freedom of the denominator, above 0.</param>
    /// <returns>The two-sided p value, twice the smaller tail; 0 for a ratio of 0 or ∞.</returns>
    public static double TwoSided(double ratio, double above, double below)
    {
        if (double.IsNaN(ratio) || ratio == 1)
            return 1;
        if (ratio == 0 || double.IsInfinity(ratio))
            return 0;
        bool approximate = Math.Min(above, below) >= ManyDegrees || Math.Max(above, below) >= MostDegrees;
        if (approximate)
            return SpecialFunctions.Erfc(Math.Abs(Paulson(ratio, above, below)) / Constants.Sqrt2);
        double lower = SpecialFunctions.BetaRegularized(above / 2, below / 2, above * ratio / ((above * ratio) + below));
        double upper = SpecialFunctions.BetaRegularized(below / 2, above / 2, below / ((above * ratio) + below));
        return Math.Min(1, 2 * Math.Min(lower, upper));
    }

    /// <summary>Paulson (1942): the cube root of F is close to normal.</summary>
    private static double Paulson(double ratio, double above, double below)
    {
        double root = Math.Cbrt(ratio), a = 2 / (9 * above), b = 2 / (9 * below);
        return (((1 - b) * root) - (1 - a)) / Math.Sqrt((b * root * root) + a);
    }
}
