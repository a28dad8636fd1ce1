using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;

namespace Fusion.Models.Regression;

/// <summary>Ordinary least squares with intercept: β = C⁻¹c, β₀ = ȳ − β·x̄.</summary>
/// <remarks>
/// Where values are missing, means and covariances are taken over the rows that have what they need, and n is the smallest number of rows in
/// which an input and the target meet. No row, a constant input or collinear inputs without pseudo-inverse: no fit. A constant target: coefficients 0.
/// </remarks>
internal sealed class MultipleLinearRegression() : Algorithm("mlr", "Ordinary least squares regression with intercept.")
{
    private const string Intercept = "intercept";
    private const string Clip = "clip";

    private static readonly ParameterInfo ClipNegative = new(
        "clip_negative_predictions", ParameterType.Boolean, "false", "Predicts 0 where the model gives less.");

    private static readonly ParameterInfo ExtremeValues = new(
        "evt_anomaly_enabled", ParameterType.Choice, "false", "Extreme-value thresholds on the result; not supported by this version.")
    {
        Choices = ["false"],
    };

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters { get; } = [.. SolverOptions.Parameters, ClipNegative, ExtremeValues];

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => ["res"];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => ["res"];

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        double result = model.Parameters[Intercept][0] + LinearScore(model, inputs);
        bool clipped = model.Parameters.ContainsKey(Clip) && result < 0;
        return [new("res", NumberText.Full(clipped ? 0 : result))];
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        LeastSquares fit = LeastSquares.Solve(problem, SolverOptions.Read(problem.Context));
        ImmutableArray<double> coefficients = Vectors.Round(fit.Coefficients);
        FitOutcome outcome = FitOutcome.Empty
            .WithParameter(FitOutcome.Coefficients, coefficients)
            .WithParameter(Intercept, (double)fit.Intercept)
            .WithInfo("model", NumberText.RVector(coefficients));
        if (ClipNegative.ReadBoolean(problem.Context))
            outcome = outcome.WithParameter(Clip, 1);
        return CoefficientTable.AddTo(outcome, problem, fit);
    }
}
