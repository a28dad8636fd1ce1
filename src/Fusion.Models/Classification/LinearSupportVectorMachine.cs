using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Models.Regression;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>
/// Linear support-vector machine of two classes in its proximal form: the plane of <see cref="ProximalPlane"/> fitted to 1 where the target is 1 and to −1
/// where it is 0.
/// </summary>
/// <remarks>No row, or one class only: no fit. Constant and collinear inputs do no harm.</remarks>
internal sealed class LinearSupportVectorMachine() : Algorithm("lsvm", "Linear support-vector machine of two classes (proximal)."), ILinearAlgorithm
{
    private const string Gamma = "gamma";

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => ProximalPlane.Parameters;

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => ["res", "resZ"];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => ["resZ"];

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        double score = LinearScore(model, inputs) - model.Parameters[Gamma][0];
        return [new("res", score > 0 ? "1" : "0"), new("resZ", NumberText.Full(score))];
    }

    /// <inheritdoc/>
    public LinearFunction FunctionOf(FittedModel model) => new(CoefficientsOf(model), Intercept: -model.Parameters[Gamma][0], Threshold: 0);

    /// <inheritdoc/>
    protected override ModelAttributes Admit(Schema schema, MlContext context, ModelAttributes attributes)
    {
        TwoClasses.RequireBinary(Id, schema[attributes.Targets[0]]);
        return attributes;
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        TwoClasses.Target(problem);
        ProximalPlane plane = ProximalPlane.Fit(problem, slope: 2, shift: -1);
        return plane.AddTo(FitOutcome.Empty
            .WithParameter(FitOutcome.Coefficients, Vectors.Round(plane.Weights))
            .WithParameter(Gamma, (double)plane.Offset));
    }
}
