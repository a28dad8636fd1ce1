using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>Criteria by which the penalty of a regression is chosen on the rows it was fitted to; the smallest wins.</summary>
internal static class InformationCriterion
{
    /// <summary>AICc of Hurvich and Tsai (1989) without constants: n·ln(SSE/n) + 2k + 2k(k+1)/(n−k−1).</summary>
    /// <param name="rows">n.</param>
    /// <param name="residual">SSE/n; what rounding leaves below 0 counts as 0.</param>
    /// <param name="coefficients">k: the coefficients that are not 0, and the intercept.</param>
    /// <returns>The criterion; ∞ where n ≤ k + 1, otherwise −∞ for a perfect fit.</returns>
    public static double Corrected(long rows, DoubleDouble residual, int coefficients)
    {
        double k = coefficients, room = rows - k - 1;
        return room > 0
            ? (rows * Math.Log(Math.Max((double)residual, 0))) + (2 * k) + (2 * k * (k + 1) / room)
            : double.PositiveInfinity;
    }
}
