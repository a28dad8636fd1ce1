using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>What regressions on a growing number of components share: one model for each number of them, and a prediction under each number.</summary>
/// <param name="id">The id that a request names.</param>
/// <param name="summary">What it is, one sentence.</param>
/// <remarks>Where the data have fewer components than were asked for, the numbers beyond predict what the last component does.</remarks>
internal abstract class ComponentRegressor(string id, string summary) : LinearRegressor(id, summary)
{
    /// <summary>q.</summary>
    protected static readonly ParameterInfo Components = new("q", ParameterType.WholeNumber, null, "Number of components, at most that of the inputs.")
    {
        Minimum = 1,
    };

    /// <summary>Whether only the model of q components is kept.</summary>
    protected static readonly ParameterInfo OneQ = new(
        "oneq", ParameterType.Boolean, "false", "Predicts with q components only, instead of with each number from 1 to q.");

    /// <summary>Whether inputs are divided by their standard deviations.</summary>
    protected static readonly ParameterInfo Standardize = new(
        "standardize", ParameterType.Boolean, "true", "Divides every input by its standard deviation before components are made.");

    private const string Path = "path";
    private const string Intercepts = "intercepts";
    private const string Keys = "keys";

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        ImmutableArray<KeyValuePair<string, string>> result = base.Predict(model, inputs, options);
        if (!model.Parameters.TryGetValue(Keys, out ImmutableArray<double> keys))
            return result;
        ImmutableArray<double> path = model.Parameters[Path], intercepts = model.Parameters[Intercepts];
        var answers = result.ToBuilder();
        for (int k = 0; k < keys.Length; k++)
        {
            double score = 0;
            for (int i = 0; i < inputs.Length; i++)
            {
                score += path[(k * inputs.Length) + model.Inputs[i].CoefficientIndex] * inputs[i];
            }

            answers.Add(new(KeyText(keys[k]), NumberText.Full(Clipped(model, intercepts[k] + score))));
        }

        return answers.ToImmutable();
    }

    /// <summary>Whether the request asks for a model of components, which needs q.</summary>
    protected virtual bool UsesComponents(MlContext context) => true;

    /// <inheritdoc/>
    protected override void CheckRequest(MlContext context)
    {
        if (UsesComponents(context))
            Components.ReadNumber(context);
    }

    /// <inheritdoc/>
    protected override ModelAttributes Admit(Schema schema, MlContext context, ModelAttributes attributes)
    {
        if (UsesComponents(context) && attributes.Inputs.Length > 0)
            (Components with { Maximum = attributes.Inputs.Length }).ReadNumber(context);
        return attributes;
    }

    /// <inheritdoc/>
    protected override ImmutableArray<string> PredictInfoOf(MlContext context) =>
        UsesComponents(context) ? [.. KeysOf(context).Select(KeyText), .. PredictInfo] : PredictInfo;

    /// <summary>The parts of a model that predict with each number of components, and their tables.</summary>
    /// <param name="problem">What was fitted.</param>
    /// <param name="moments">Its moments.</param>
    /// <param name="path">The weights of the divided inputs with 1, 2, … components; none predicts the mean.</param>
    protected static FitOutcome PathOutcome(FitProblem problem, ScaledMoments moments, List<DoubleDouble[]> path)
    {
        if (path.Count == 0)
            path = [new DoubleDouble[moments.Cross.Length]];
        ImmutableArray<double> keys = KeysOf(problem.Context);
        DoubleDouble[][] models = [.. keys.Select(key => moments.Unscale(path[Math.Min((int)key, path.Count) - 1]))];
        ImmutableArray<double>[] coefficients = [.. models.Select(Vectors.Round)];
        ImmutableArray<double> intercepts = [.. models.Select(moments.Intercept)];
        FitOutcome outcome = Outcome(problem, coefficients[^1], intercepts[^1])
            .WithParameter(Keys, keys)
            .WithParameter(Path, [.. coefficients.SelectMany(model => model)])
            .WithParameter(Intercepts, intercepts);
        outcome = keys.Length == 1 ? outcome.WithExtra("model", coefficients[0]) : outcome.WithExtra("model", problem.Names, coefficients);
        return AddMoments(outcome.WithExtra("model_bias", intercepts), moments);
    }

    /// <summary>Adds the tables of means and divisors.</summary>
    protected static FitOutcome AddMoments(FitOutcome outcome, ScaledMoments moments) => outcome
        .WithExtra("muy", (double)moments.TargetMean)
        .WithExtra("mux", Vectors.Round(moments.Means))
        .WithExtra("sig", Vectors.Round(moments.Divisors));

    private static ImmutableArray<double> KeysOf(MlContext context)
    {
        int most = (int)Components.ReadNumber(context);
        return OneQ.ReadBoolean(context) ? [most] : [.. Enumerable.Range(1, most).Select(k => (double)k)];
    }

    private static string KeyText(double key) => key.ToString(CultureInfo.InvariantCulture);
}
