namespace Fusion.Models.Numerics;

/// <summary>
/// The large factors of beta and gamma densities without cancellation, after Loader (2000), "Fast and accurate computation of binomial probabilities".
/// </summary>
/// <remarks>
/// A density is √(…/2π)·e^−D times Stirling remainders, where D ≥ 0 is a deviance. D is formed from the distance to the mean, not from powers and gamma
/// functions, whose logarithms are large and nearly cancel: the relative error of a density is about D·10⁻¹⁶, whatever the parameters.
/// </remarks>
internal static class SaddlePoint
{
    private const double SeriesFrom = 16;

    /// <summary>a·ln(a/m) + m − a, for a, m &gt; 0; 0 where they are equal.</summary>
    /// <param name="a">The parameter.</param>
    /// <param name="m">What it is compared with.</param>
    /// <param name="distance">m − a, more exact than the difference of the rounded numbers.</param>
    public static double Deviance(double a, double m, double distance)
    {
        double share = distance / a;
        return share is > -0.5 and < 1 ? -a * LogOnePlusLess(share) : (a * Math.Log(a / m)) + distance;
    }

    /// <summary>ln Γ(z) − ((z − ½)·ln z − z + ½·ln 2π), the remainder of Stirling's formula, for z &gt; 0; absolute error below 2⁻⁵².</summary>
    public static double StirlingRemainder(double z)
    {
        double remainder = 0;
        for (; z < SeriesFrom; z++)
        {
            remainder += ((z + 0.5) * LogOnePlus(1 / z)) - 1;
        }

        double square = 1 / (z * z); // Bernoulli numbers: 1/12, 1/360, 1/1260, 1/1680, 1/1188, 691/360360, 1/156
        double series = (1 / 1188.0) - (square * ((691 / 360360.0) - (square / 156)));
        series = (1 / 12.0) - (square * ((1 / 360.0) - (square * ((1 / 1260.0) - (square * ((1 / 1680.0) - (square * series)))))));
        return remainder + (series / z);
    }

    /// <summary>ln(1 + u) without the loss of digits at small u (Kahan).</summary>
    public static double LogOnePlus(double u)
    {
        double sum = 1 + u;
        return sum == 1 ? u : Math.Log(sum) * (u / (sum - 1));
    }

    /// <summary>ln(1 + u) − u for u in (−½, 1), by the series of the inverse hyperbolic tangent at v = u/(2 + u).</summary>
    private static double LogOnePlusLess(double u)
    {
        double v = u / (2 + u), square = v * v;
        double power = 1, sum = 0;
        for (int k = 3; ; k += 2, power *= square)
        {
            double longer = sum + (power / k);
            if (longer == sum)
                return v * ((2 * square * sum) - u);
            sum = longer;
        }
    }
}
