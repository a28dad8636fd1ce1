using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>A solution of the normal equations corrected by its residual, which is read from the sums as an exact number (Wilkinson 1963).</summary>
/// <param name="Coefficients">β.</param>
/// <param name="Intercept">β₀: the mean of y − β·x.</param>
/// <param name="ResidualVariance">The population variance of y − β·x; 0 where only the rounding of β to double-double leaves any.</param>
/// <remarks>
/// A step gains as many digits as the factor is good for and costs one pass over the pair sums and one solve, O(p²). It counts only while the squared error
/// does not grow, so nothing gets worse.
/// </remarks>
internal sealed record RefinedFit(DoubleDouble[] Coefficients, DoubleDouble Intercept, DoubleDouble ResidualVariance)
{
    private const int MostSteps = 6;

    /// <summary>A relative change of a coefficient that its double does not show.</summary>
    private static readonly double Unseen = Math.ScaleB(1, -60);

    /// <summary>A share of the target's variance below this comes from coefficients of 106 bits.</summary>
    private static readonly double CoefficientNoise = Math.ScaleB(1, -170);

    /// <summary>Whether residuals are exact, which needs rows without gaps, and the solution is the only one.</summary>
    public static bool Applies(FitProblem problem, ISymmetricFactor factor) =>
        factor.ReciprocalCondition > 0 && problem.Ordered.Add(problem.Target).All(i => problem.Statistics.Univariate(i).Count == problem.Statistics.Rows);

    /// <summary>Refines a solution.</summary>
    public static RefinedFit Of(FitProblem problem, ISymmetricFactor factor, DoubleDouble[] coefficients)
    {
        ResidualMoments residual = Residual(problem, coefficients);
        bool isSettled = false;
        for (int step = 0; step < MostSteps && !isSettled; step++)
        {
            problem.Cancellation.ThrowIfCancellationRequested();
            DoubleDouble[] changes = factor.Solve([.. residual.Covariances]);
            DoubleDouble[] corrected = [.. coefficients.Zip(changes, (beta, change) => beta + change)];
            ResidualMoments after = Residual(problem, corrected);
            if (!(after.Variance <= residual.Variance))
                break;
            (coefficients, residual) = (corrected, after);
            isSettled = changes.Zip(coefficients).All(pair => DoubleDouble.Abs(pair.First) <= DoubleDouble.Abs(pair.Second) * Unseen);
        }

        DoubleDouble noise = problem.Statistics.Univariate(problem.Target).Variance * CoefficientNoise;
        return new RefinedFit(coefficients, residual.Mean, residual.Variance > noise ? residual.Variance : 0);
    }

    private static ResidualMoments Residual(FitProblem problem, DoubleDouble[] coefficients) =>
        problem.Statistics.Residual(problem.Target, problem.Ordered.AsSpan(), coefficients);
}
