namespace Fusion.Models.Numerics;

/// <summary>Student's t distribution with any positive real number of degrees of freedom.</summary>
internal static class StudentT
{
    private const double ManyDegrees = 1000;
    private const double Normal975 = 1.9599639845400542; // the normal quantile at 0.975

    /// <summary>The quantile at 0.975, the factor of a 95 % interval.</summary>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    /// <returns>The quantile; infinite where it leaves the range of a double; NaN unless there is a degree of freedom.</returns>
    public static double Quantile975(double degrees)
    {
        if (!(degrees > 0))
            return double.NaN;
        return degrees >= ManyDegrees ? CornishFisher(degrees) : Bisect(degrees);
    }

    /// <summary>The probability that |T| is at least |t|.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    /// <returns>The two-sided p value; 0 for ±∞; NaN for NaN, and unless there is a degree of freedom.</returns>
    public static double TwoSided(double t, double degrees)
    {
        if (!(degrees > 0) || double.IsNaN(t))
            return double.NaN;
        if (double.IsInfinity(t))
            return 0;
        double odds = degrees / t / t; // x/(1 − x) of the beta variable
        return double.IsInfinity(odds) ? 1 : IncompleteBeta.Regularised(degrees / 2, 0.5, odds / (1 + odds), 1 / (1 + odds));
    }

    /// <summary>Bisects ln t, on which the tail is close to linear, until the interval no longer shrinks.</summary>
    private static double Bisect(double degrees)
    {
        double low = 0, high = Math.Log(double.MaxValue) / 2; // t² stays finite
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                return high < Math.Log(double.MaxValue) / 2 ? Math.Exp(low) : double.PositiveInfinity;
            if (TwoSided(Math.Exp(middle), degrees) > 0.05)
                low = middle;
            else
                high = middle;
        }
    }

    /// <summary>Abramowitz and Stegun, 26.7.5, four terms: error about 2/ν⁵.</summary>
    private static double CornishFisher(double degrees)
    {
        const double z = Normal975, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
        const double first = (z3 + z) / 4;
        const double second = ((5 * z5) + (16 * z3) + (3 * z)) / 96;
        const double third = ((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / 384;
        const double fourth = ((79 * z9) + (776 * z7) + (1482 * z5) - (1920 * z3) - (945 * z)) / 92160;
        return z + ((first + ((second + ((third + (fourth / degrees)) / degrees)) / degrees)) / degrees);
    }
}
