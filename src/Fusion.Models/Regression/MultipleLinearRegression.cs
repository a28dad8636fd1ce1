using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;

namespace Fusion.Models.Regression;

/// <summary>Ordinary least squares with intercept: β = C⁻¹c, β₀ = ȳ − β·x̄.</summary>
/// <remarks>
/// Where values are missing, means and covariances are taken over the rows that have what they need, and n is the smallest number of rows in
/// which an input and the target meet. No row, a constant input or collinear inputs without pseudo-inverse: no fit. A constant target: coefficients 0.
/// </remarks>
internal sealed class MultipleLinearRegression() : LinearRegressor("mlr", "Ordinary least squares regression with intercept.")
{
    /// <inheritdoc/>
    protected override ImmutableArray<ParameterInfo> OwnParameters => SolverOptions.Parameters;

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        LeastSquares fit = LeastSquares.Solve(problem, SolverOptions.Read(problem.Context));
        return CoefficientTable.AddTo(Outcome(problem, Vectors.Round(fit.Coefficients), (double)fit.Intercept), problem, fit);
    }
}
