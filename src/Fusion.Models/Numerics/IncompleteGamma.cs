namespace Fusion.Models.Numerics;

/// <summary>The regularised incomplete gamma functions, for both tails of χ².</summary>
/// <remarks>
/// Series and continued fraction (DLMF 8.11.4 and 8.9.2) times the density of <see cref="SaddlePoint"/>, for the reasons of <see cref="IncompleteBeta"/>:
/// relative error below 10⁻¹² in both tails down to 10⁻³⁰⁰, for any parameter.
/// </remarks>
internal static class IncompleteGamma
{
    private const double Tiny = 1e-300;
    private const int MostTerms = 10_000_000;

    /// <summary>Q(a, x), the upper tail.</summary>
    /// <param name="a">The parameter, above 0.</param>
    /// <param name="x">At least 0.</param>
    public static double Upper(double a, double x) =>
        x <= 0 ? 1 : double.IsPositiveInfinity(x) ? 0 : x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);

    /// <summary>P(a, x), the lower tail.</summary>
    /// <param name="a">The parameter, above 0.</param>
    /// <param name="x">At least 0.</param>
    public static double Lower(double a, double x) =>
        x <= 0 ? 0 : double.IsPositiveInfinity(x) ? 1 : x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);

    /// <summary>xᵃ·e⁻ˣ / Γ(a).</summary>
    private static double Density(double a, double x) =>
        Math.Sqrt(a / (2 * Math.PI)) * Math.Exp(-SaddlePoint.Deviance(a, x, x - a) - SaddlePoint.StirlingRemainder(a));

    private static double Series(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (int k = 1; term > sum * Math.ScaleB(1, -54); k++)
        {
            term *= x / (a + k);
            sum += term;
        }

        return Density(a, x) * sum;
    }

    private static double Fraction(double a, double x)
    {
        double b = x + 1 - a, c = 1 / Tiny, d = 1 / b, value = d;
        for (int k = 1; k <= MostTerms; k++)
        {
            double numerator = -k * (k - a);
            b += 2;
            d = 1 / NotZero((numerator * d) + b);
            c = NotZero(b + (numerator / c));
            double step = d * c;
            value *= step;
            if (Math.Abs(step - 1) <= Math.ScaleB(1, -52))
                return Density(a, x) * value;
        }

        return double.NaN;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
