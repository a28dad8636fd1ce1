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

    /// <summary>The value that is not exceeded with a probability.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="degrees">Degrees of freedom.</param>
    /// <returns>The quantile, to about 12 digits; NaN unless there is a degree of freedom.</returns>
    /// <remarks>Bisection of the smaller tail, which keeps its digits, until the interval no longer shrinks.</remarks>
    public static double Quantile(double probability, double degrees)
    {
        if (!(degrees > 0))
            return double.NaN;
        double low = 0, high = Math.Max(1, degrees);
        while (IsBelow(high))
        {
            high *= 2;
        }

        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                return high;
            if (IsBelow(middle))
                low = middle;
            else
                high = middle;
        }

        bool IsBelow(double value) => probability < 0.5
            ? IncompleteGamma.Lower(degrees / 2, value / 2) < probability
            : IncompleteGamma.Upper(degrees / 2, value / 2) > 1 - probability;
    }

    /// <summary>Twice the smaller tail.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="degrees">Degrees of freedom.</param>
    /// <returns>The two-sided p value; NaN for NaN, and unless there is a degree of freedom.</returns>
    public static double TwoSided(double value, double degrees) =>
        degrees > 0 && !double.IsNaN(value)
            ? Math.Min(1, 2 * Math.Min(IncompleteGamma.Upper(degrees / 2, value / 2), IncompleteGamma.Lower(degrees / 2, value / 2)))
            : double.NaN;
}
