namespace Fusion.Models.Numerics;

/// <summary>Fisher's F distribution with any positive real numbers of degrees of freedom.</summary>
internal static class FisherF
{
    /// <summary>The probability of a ratio of variances at least as far from 1, on whichever side.</summary>
    /// <param name="ratio">The ratio of two unbiased variances; NaN (0/0) counts as 1.</param>
    /// <param name="above">Degrees of freedom of the numerator, above 0.</param>
    /// <param name="below">Degrees of freedom of the denominator, above 0.</param>
    /// <returns>The two-sided p value, twice the smaller tail; 0 for a ratio of 0 or ∞.</returns>
    public static double TwoSided(double ratio, double above, double below)
    {
        if (double.IsNaN(ratio) || ratio == 1)
            return 1;
        return Math.Min(1, 2 * Math.Min(UpperTail(ratio, above, below), UpperTail(1 / ratio, below, above)));
    }

    /// <summary>The probability of at least a ratio.</summary>
    /// <param name="ratio">At least 0.</param>
    /// <param name="above">Degrees of freedom of the numerator.</param>
    /// <param name="below">Degrees of freedom of the denominator.</param>
    /// <returns>The upper tail; 0 for ∞; NaN for NaN, and unless there are degrees of freedom.</returns>
    public static double UpperTail(double ratio, double above, double below)
    {
        if (!(above > 0 && below > 0) || double.IsNaN(ratio))
            return double.NaN;
        if (double.IsInfinity(ratio))
            return 0;
        double odds = above * ratio / below; // x/(1 − x) of the beta variable
        return IncompleteBeta.Regularised(below / 2, above / 2, 1 / (1 + odds), odds / (1 + odds));
    }
}
