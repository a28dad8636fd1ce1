using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>An ordinary least squares fit and the errors of its coefficients, inputs in the order of the coefficients.</summary>
/// <param name="Coefficients">β.</param>
/// <param name="Intercept">β₀.</param>
/// <param name="StandardErrors">√(s²·diag((nC)⁻¹)), then that of the intercept; NaN without degrees of freedom.</param>
/// <param name="DegreesOfFreedom">n − p − 1, p being the rank where inputs are collinear.</param>
/// <param name="TargetMean">ȳ.</param>
internal sealed record LeastSquares(
    DoubleDouble[] Coefficients,
    DoubleDouble Intercept,
    ImmutableArray<double> StandardErrors,
    long DegreesOfFreedom,
    double TargetMean)
{
    /// <summary>An unexplained share of the target's variance below this is what rounding leaves of 0.</summary>
    private static readonly double ResidualNoise = Math.ScaleB(1, -85);

    /// <summary>An unexplained share below this is a difference of numbers that agree in too many digits, so it is read from the sums.</summary>
    private static readonly double SmallResidual = Math.ScaleB(1, -40);

    /// <summary>Solves the normal equations, and refines the solution where it may not be right to double precision.</summary>
    /// <exception cref="FitException">There are no rows, or the inputs are constant or collinear.</exception>
    public static LeastSquares Solve(FitProblem problem, SolverOptions options)
    {
        int size = problem.Ordered.Length;
        SymmetricMatrix all = problem.Covariances(problem.Ordered.Add(problem.Target));
        SymmetricMatrix inputs = Vectors.Leading(all, size);
        DoubleDouble[] cross = [.. Enumerable.Range(0, size).Select(i => all[size, i])];
        DoubleDouble[] means = [.. problem.Ordered.Select(i => problem.Statistics.Univariate(i).Mean)];
        DoubleDouble targetMean = problem.Statistics.Univariate(problem.Target).Mean;

        problem.Cancellation.ThrowIfCancellationRequested();
        ISymmetricFactor factor = new SymmetricSystem("covariance matrix of the inputs", inputs, problem.Names).Factor(options);
        problem.Cancellation.ThrowIfCancellationRequested();
        DoubleDouble[] coefficients = factor.Solve(cross);
        long count = problem.Ordered.Min(i => problem.Statistics.Bivariate(i, problem.Target).Count);
        long freedom = count - factor.Rank - 1;
        DoubleDouble intercept = targetMean - Vectors.Dot(coefficients, means);
        DoubleDouble residual = ResidualVariance(all[size, size], inputs, cross, coefficients);
        if (RefinedFit.Applies(problem, factor) && (!factor.IsAccurate || residual < all[size, size] * SmallResidual))
            (coefficients, intercept, residual) = RefinedFit.Of(problem, factor, coefficients);
        return new LeastSquares(coefficients, intercept, Errors(factor, means, residual, freedom), freedom, (double)targetMean);
    }

    /// <summary>The same fit among more inputs: those that were left out have coefficient 0 and no standard error.</summary>
    /// <param name="size">The number of all inputs.</param>
    /// <param name="positions">Where the inputs of this fit are among them, ascending.</param>
    public LeastSquares Among(int size, ReadOnlySpan<int> positions)
    {
        var coefficients = new DoubleDouble[size];
        double[] errors = [.. Enumerable.Repeat(double.NaN, size), StandardErrors[^1]];
        for (int k = 0; k < positions.Length; k++)
        {
            coefficients[positions[k]] = Coefficients[k];
            errors[positions[k]] = StandardErrors[k];
        }

        return this with { Coefficients = coefficients, StandardErrors = [.. errors] };
    }

    /// <summary>√(s²·diag((nC)⁻¹)) and the error of the intercept; NaN without degrees of freedom.</summary>
    /// <param name="factor">C.</param>
    /// <param name="means">The means of the inputs.</param>
    /// <param name="residual">SSE/n.</param>
    /// <param name="freedom">Degrees of freedom.</param>
    public static ImmutableArray<double> Errors(ISymmetricFactor factor, DoubleDouble[] means, DoubleDouble residual, long freedom)
    {
        DoubleDouble scale = freedom > 0 ? residual / freedom : DoubleDouble.NaN; // s²/n: the n of SSE = n·residual cancels that of (nC)⁻¹
        DoubleDouble intercept = 1 + Vectors.Dot(means, factor.Solve(means));
        return [.. factor.InverseDiagonal().Append(intercept).Select(element => (double)DoubleDouble.Sqrt(element * scale))];
    }

    /// <summary>SSE/n as var y − 2β·c + βᵀCβ: at the least-squares solution at its minimum in β, so an error of β enters squared only.</summary>
    public static DoubleDouble ResidualVariance(DoubleDouble variance, SymmetricMatrix inputs, DoubleDouble[] cross, DoubleDouble[] coefficients)
    {
        DoubleDouble residual = variance - (2 * Vectors.Dot(coefficients, cross)) + Vectors.Quadratic(inputs, coefficients);
        return residual > variance * ResidualNoise ? residual : 0;
    }
}
