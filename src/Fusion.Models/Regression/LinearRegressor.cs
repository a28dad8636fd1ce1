using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;

namespace Fusion.Models.Regression;

/// <summary>What all regressions share that are linear in their inputs: one target, an intercept, the prediction <c>res</c>.</summary>
/// <param name="id">The id that a request names.</param>
/// <param name="summary">What it is, one sentence.</param>
internal abstract class LinearRegressor(string id, string summary) : Algorithm(id, summary), ILinearAlgorithm
{
    /// <summary>The name of the parameter that holds the intercept.</summary>
    public const string Intercept = "intercept";

    private const string Clip = "clip";

    private static readonly ParameterInfo ClipNegative = new(
        "clip_negative_predictions", ParameterType.Boolean, "false", "Predicts 0 where the model gives less.");

    /// <summary>Asks for extreme-value thresholds on a result or score.</summary>
    public static readonly ParameterInfo ExtremeValues = new(
        "evt_anomaly_enabled", ParameterType.Choice, "false", "Extreme-value thresholds on the result; not supported by this version.")
    {
        Choices = ["false"],
    };

    /// <inheritdoc/>
    public sealed override ImmutableArray<ParameterInfo> Parameters => [.. OwnParameters, ClipNegative, ExtremeValues];

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => ["res"];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => ["res"];

    /// <summary>The parameters of this regression alone.</summary>
    protected abstract ImmutableArray<ParameterInfo> OwnParameters { get; }

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null) =>
        [new("res", NumberText.Full(Clipped(model, model.Parameters[Intercept][0] + LinearScore(model, inputs))))];

    /// <inheritdoc/>
    /// <remarks>One that transforms the sum before it answers overrides this: it is not linear.</remarks>
    public virtual LinearFunction? FunctionOf(FittedModel model) =>
        new(CoefficientsOf(model), model.Parameters[Intercept][0], IsClipped: model.Parameters.ContainsKey(Clip));

    /// <summary>A result as it is answered: 0 instead of less where the model was asked to.</summary>
    protected static double Clipped(FittedModel model, double result) => model.Parameters.ContainsKey(Clip) && result < 0 ? 0 : result;

    /// <summary>The parts of a model that predict, and the documented text of the coefficients.</summary>
    /// <param name="problem">What was fitted.</param>
    /// <param name="coefficients">β in the order of <see cref="FitProblem.Ordered"/>.</param>
    /// <param name="intercept">β₀.</param>
    protected static FitOutcome Outcome(FitProblem problem, ImmutableArray<double> coefficients, double intercept) =>
        Predicting(problem, coefficients, intercept).WithInfo("model", NumberText.RVector(coefficients));

    /// <summary>The parts of a model that predict.</summary>
    /// <param name="problem">What was fitted.</param>
    /// <param name="coefficients">β in the order of <see cref="FitProblem.Ordered"/>.</param>
    /// <param name="intercept">β₀.</param>
    protected static FitOutcome Predicting(FitProblem problem, ImmutableArray<double> coefficients, double intercept)
    {
        FitOutcome outcome = FitOutcome.Empty.WithParameter(FitOutcome.Coefficients, coefficients).WithParameter(Intercept, intercept);
        return ClipNegative.ReadBoolean(problem.Context) ? outcome.WithParameter(Clip, 1) : outcome;
    }
}
