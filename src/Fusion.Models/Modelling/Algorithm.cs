using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Modelling;

/// <summary>What all algorithms share: a checked request, resolved attributes, and the frame of a model.</summary>
/// <param name="id">The id that a request names.</param>
/// <param name="summary">What it is, one sentence.</param>
internal abstract class Algorithm(string id, string summary) : IAlgorithm
{
    private const string NoError = "\"No Error\"";

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public string Summary => summary;

    /// <inheritdoc/>
    public virtual string Needs => TargetCount == 0 ? "no target" : "one target";

    /// <inheritdoc/>
    public abstract ImmutableArray<ParameterInfo> Parameters { get; }

    /// <inheritdoc/>
    public abstract ImmutableArray<string> PredictInfo { get; }

    /// <inheritdoc/>
    public abstract ImmutableArray<string> ScoreInfo { get; }

    /// <summary>The number of targets.</summary>
    protected virtual int TargetCount => 1;

    /// <inheritdoc/>
    public void Validate(Schema schema, MlContext context) => Resolve(schema, context);

    /// <inheritdoc/>
    public virtual void CheckSource(FitSource source, MlContext context)
    {
    }

    /// <inheritdoc/>
    public FittedModel Fit(string modelId, FitSource source, MlContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(context);
        var problem = new FitProblem(source.Statistics, context, Resolve(source.Statistics.Schema, context), cancellationToken)
        {
            Partitions = source.Partitions,
        };
        CheckSource(source, context);
        FitOutcome outcome = Fit(problem);
        return new FittedModel(
            modelId,
            Id,
            [.. problem.Attributes.Inputs.Select(index => Input(problem, index))],
            TargetsOf(problem),
            outcome.Parameters,
            PredictInfoOf(context),
            ScoreInfo,
            Info(context, outcome),
            outcome.Extra,
            outcome.ModelsBuilt,
            BuildTimeNanoseconds: 0,
            CreatedAt: default,
            context);
    }

    /// <inheritdoc/>
    public abstract ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null);

    /// <summary>Fits the model.</summary>
    /// <exception cref="FitException">The data do not determine it.</exception>
    protected abstract FitOutcome Fit(FitProblem problem);

    /// <summary>The request as far as it names attributes.</summary>
    protected virtual MlContext AttributesOf(MlContext context) => context;

    /// <summary>The targets of a model.</summary>
    protected virtual ImmutableArray<ModelTarget> TargetsOf(FitProblem problem) =>
        [.. problem.Attributes.Targets.Select(index => new ModelTarget(problem.NameOf(index), index))];

    /// <summary>Refuses what the parameters cannot say: combinations, and what this version does not support.</summary>
    /// <exception cref="InvalidRequestException">The request is wrong.</exception>
    protected virtual void CheckRequest(MlContext context)
    {
    }

    /// <summary>Refuses what only the attributes can tell, and leaves out inputs that may not be.</summary>
    /// <param name="schema">The attributes of the project.</param>
    /// <param name="context">The request.</param>
    /// <param name="attributes">What the request stands for: as many targets as there must be.</param>
    /// <returns>The attributes of the model.</returns>
    /// <exception cref="InvalidRequestException">The request is wrong.</exception>
    protected virtual ModelAttributes Admit(Schema schema, MlContext context, ModelAttributes attributes) => attributes;

    /// <summary>The keys of a prediction of one model, where they depend on its parameters.</summary>
    protected virtual ImmutableArray<string> PredictInfoOf(MlContext context) => PredictInfo;

    /// <summary>The sum of coefficients times inputs.</summary>
    protected static double LinearScore(FittedModel model, ReadOnlySpan<double> inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (inputs.Length != model.Inputs.Length)
            throw new ArgumentException($"{inputs.Length} values for {model.Inputs.Length} inputs.", nameof(inputs));
        ImmutableArray<double> coefficients = model.Parameters[FitOutcome.Coefficients];
        double score = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            score += coefficients[model.Inputs[i].CoefficientIndex] * inputs[i];
        }

        return score;
    }

    /// <summary>The coefficients in the order of the inputs.</summary>
    protected static ImmutableArray<double> CoefficientsOf(FittedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ImmutableArray<double> coefficients = model.Parameters[FitOutcome.Coefficients];
        return [.. model.Inputs.Select(input => coefficients[input.CoefficientIndex])];
    }

    private static ModelInput Input(FitProblem problem, int index)
    {
        AttributeInfo attribute = problem.Statistics.Schema[index];
        string type = attribute.Kind == AttributeKind.Binary ? "B" : "C";
        double mean = (double)problem.Statistics.Univariate(index).Mean;
        return new ModelInput(attribute.Name, type, index, problem.Ordered.BinarySearch(index), mean, attribute.Category);
    }

    private static ImmutableSortedDictionary<string, string> Info(MlContext context, FitOutcome outcome)
    {
        ImmutableSortedDictionary<string, string>.Builder info = FitOutcome.Empty.Info.ToBuilder();
        info.AddRange(context.ExtraParameters ?? ImmutableDictionary<string, string>.Empty);
        foreach ((string name, string text) in outcome.Info)
        {
            info[name] = text;
        }

        info["buildStatus"] = NoError;
        return info.ToImmutable();
    }

    private ModelAttributes Resolve(Schema schema, MlContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (ParameterInfo parameter in Parameters)
        {
            parameter.Check(context);
        }

        CheckRequest(context);
        ModelAttributes attributes = AttributesOf(context).ResolveModel(schema);
        if (attributes.Targets.Length != TargetCount)
        {
            string targets = TargetCount switch { 0 => "no target", 1 => "1 target", _ => $"{TargetCount} targets" };
            throw new InvalidRequestException($"Algorithm '{Id}' needs {targets}; {attributes.Targets.Length} given.");
        }

        attributes = Admit(schema, context, attributes);
        if (attributes.Inputs.IsEmpty)
            throw new InvalidRequestException($"Algorithm '{Id}' needs at least one input attribute that is not a target.");
        return attributes;
    }
}
