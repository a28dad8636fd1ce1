using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>What ridge, lasso and elastic net share: the minimum of (1/2n)‖y − β₀ − Xβ‖² + λ(η‖β‖₁ + ½(1−η)‖β‖²).</summary>
/// <param name="id">The id that a request names.</param>
/// <param name="summary">What it is, one sentence.</param>
/// <param name="eta">The η of the algorithm; null where the request tells it.</param>
/// <remarks>
/// <para>The intercept is not penalised. With standardised inputs β in the penalty is σⱼβⱼ, with population standard deviations. λ = 0 is ordinary least
/// squares. Where values are missing, means, covariances and n are those of <c>mlr</c>. When the sweeps are used up, the last iterate is the model, and
/// <c>converged</c> is false.</para>
/// <para>AICc = n·ln(SSE/n) + 2k + 2k(k+1)/(n−k−1), k = number of coefficients other than 0, plus 1; without n &gt; k + 1 a penalty cannot win, and of equal ones the
/// largest λ of the smallest η does. Every coefficient of a ridge is other than 0, so among ridges the smallest λ has the smallest AICc, but for rounding.</para>
/// <para>Standard errors are those of ordinary least squares about the penalised coefficients: s²·(nC)⁻¹ with s² = SSE/(n−p−1). They are NaN where C is singular and
/// no pseudo-inverse is asked for, and for inputs that are left out. A debiased model has the table of <c>mlr</c> on the inputs it keeps.</para>
/// <para>Edge cases: no rows: no fit. Constant input: coefficient 0. Constant target: coefficients 0. Collinear inputs, n ≤ p: a fit wherever λ &gt; 0; equal inputs
/// under a lasso share a coefficient in a way that the penalty does not determine: one keeps it, the first in the project unless initial weights say otherwise.</para>
/// </remarks>
internal abstract class PenalisedRegressor(string id, string summary, double? eta) : LinearRegressor(id, summary)
{
    /// <inheritdoc/>
    protected sealed override ImmutableArray<ParameterInfo> OwnParameters => [.. PenaltyParametersOfThis, .. SolverOptions.Parameters];

    /// <summary>Those of <see cref="PenaltyParameters"/> that count here.</summary>
    protected abstract ImmutableArray<ParameterInfo> PenaltyParametersOfThis { get; }

    /// <inheritdoc/>
    protected sealed override void CheckRequest(MlContext context) => PenaltyParameters.Penalties(context, Parameters, eta);

    /// <inheritdoc/>
    protected sealed override ModelAttributes Admit(Schema schema, MlContext context, ModelAttributes attributes)
    {
        foreach (int input in attributes.Inputs)
        {
            PenaltyParameters.InitialWeight(context, Parameters, schema[input].Name);
        }

        return attributes;
    }

    /// <inheritdoc/>
    protected sealed override FitOutcome Fit(FitProblem problem)
    {
        SolverOptions solver = SolverOptions.Read(problem.Context);
        int[] varying = [.. Enumerable.Range(0, problem.Ordered.Length).Where(i => !(problem.Statistics.Univariate(problem.Ordered[i]).Variance == 0))];
        FitProblem reduced = problem.Only([.. varying.Select(i => problem.Ordered[i])]);
        PenalisedSystem system = PenalisedSystem.Read(reduced, PenaltyParameters.Standardizes(problem.Context));
        ImmutableArray<Penalty> penalties = PenaltyParameters.Penalties(problem.Context, Parameters, eta);
        bool isSearched = PenaltyParameters.IsSearched(problem.Context);
        var path = new PenaltyPath(system, PenaltyParameters.Descent(problem.Context), solver, Start(reduced, system));
        (PenalisedSolution solution, double criterion) = isSearched ? path.Best(penalties) : (path.Only(penalties[0]), double.NaN);
        LeastSquares fit = Fitted(reduced, system, solution, solver).Among(problem.Ordered.Length, varying);
        FitOutcome outcome = Outcome(problem, Vectors.Round(fit.Coefficients), (double)fit.Intercept) with { ModelsBuilt = penalties.Length };
        outcome = outcome.WithInfo("lambda", NumberText.Full(solution.Penalty.Lambda));
        if (eta is null)
            outcome = outcome.WithInfo("eta", NumberText.Full(solution.Penalty.Eta));
        if (eta is not 0)
            outcome = outcome.WithInfo("converged", NumberText.Flag(solution.IsConverged)).WithInfo("iterations", NumberText.Full(solution.Sweeps));
        if (isSearched)
            outcome = outcome.WithInfo("aicc", NumberText.Six(criterion));
        return CoefficientTable.AddTo(outcome, problem, fit);
    }

    /// <summary>Ordinary least squares where nothing is penalised and where the kept inputs are to be fitted again, otherwise the solution as it is.</summary>
    private static LeastSquares Fitted(FitProblem problem, PenalisedSystem system, PenalisedSolution solution, SolverOptions solver)
    {
        bool isPlain = solution.Penalty.Lambda == 0;
        int[] kept = [.. Enumerable.Range(0, system.Size).Where(i => isPlain || solution.Scaled[i] != 0)];
        bool refits = kept.Length > 0 && (isPlain || PenaltyParameters.Debiases(problem.Context));
        return refits
            ? LeastSquares.Solve(problem.Only([.. kept.Select(i => problem.Ordered[i])]), solver).Among(system.Size, kept)
            : system.Describe(solution.Scaled, solver);
    }

    private double[] Start(FitProblem problem, PenalisedSystem system) =>
        system.Scale(problem.Names.Select(name => PenaltyParameters.InitialWeight(problem.Context, Parameters, name)));
}
