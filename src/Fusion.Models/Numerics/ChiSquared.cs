namespace Fusion.Models.Numerics;

/// <summary>The χ² distribution.</summary>
internal static class ChiSquared
{
    /// <summary>The probability of at least a value.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="degrees">Degrees of freedom.</param>
    /// <returns>The upper tail; NaN for NaN, and unless there is a degree of freedom.</returns>
    public static double UpperTail(double value, double degrees) =>
        degrees > 0 && !double.IsNaN(value) ? IncompleteGamma.Upper(degrees / 2, value / 2) : double.NaN;

    /// <summary>Twice the smaller tail.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="degrees">Degrees of freedom.</param>
    /// <returns>The two-sided p value; NaN for NaN, and unless there is a degree of freedom.</returns>
    public static double TwoSided(double value, double degrees) =>
        degrees > 0 && !double.IsNaN(value)
            ? Math.Min(1, 2 * Math.Min(IncompleteGamma.Upper(degrees / 2, value / 2), IncompleteGamma.Lower(degrees / 2, value / 2)))
            : double.NaN;
}
