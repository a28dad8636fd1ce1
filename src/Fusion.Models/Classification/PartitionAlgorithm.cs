using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>What discriminants of the values of a partition project's split column share: classes, priors, scores, prediction.</summary>
/// <remarks>
/// <para>Classes are all values of the split column, or those that the request names as targets, in that order. The prior of a class is its share of the
/// rows of
/// all classes. A score is the logarithm of prior times normal density, less what all classes have alike; the largest wins, the first of equal ones.</para>
/// <para>Where values are missing, each mean and covariance is taken over the rows of the class that have what it needs.</para>
/// </remarks>
/// <param name="id">The id that a request names.</param>
/// <param name="summary">What it is, one sentence.</param>
internal abstract class PartitionAlgorithm(string id, string summary) : Algorithm(id, summary)
{
    /// <inheritdoc/>
    public override string Needs => "a project of type partition; targets, if given, are values of its split column";

    /// <inheritdoc/>
    protected override int TargetCount => 0;

    /// <inheritdoc/>
    public override void CheckSource(FitSource source, MlContext context)
    {
        if (source.Partitions is null)
            throw new InvalidRequestException($"Algorithm '{Id}' needs a project of type partition with the key partitionSplit: its classes are the values of that column.");
        if (Named(context).FirstOrDefault(name => !source.Partitions.Parts.ContainsKey(name)) is { } unknown)
        {
            throw new InvalidRequestException(
                $"The target '{unknown}' is no value of the split column; allowed are {string.Join(", ", source.Partitions.Parts.Keys.Select(value => $"'{value}'"))}.");
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        double[] scores = Scores(model, inputs);
        int best = Array.IndexOf(scores, scores.Max());
        return
        [
            new("res", model.Targets[best].Name),
            .. model.Targets.Select((target, k) => KeyValuePair.Create(target.Name, NumberText.Full(scores[k]))),
            .. Further(scores, best),
        ];
    }

    /// <summary>The score of each class for a row.</summary>
    /// <param name="model">A model of this algorithm.</param>
    /// <param name="inputs">The row, in the order of the model's inputs.</param>
    protected abstract double[] Scores(FittedModel model, ReadOnlySpan<double> inputs);

    /// <summary>Further keys of a prediction.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="best">The place of the largest.</param>
    protected virtual IEnumerable<KeyValuePair<string, string>> Further(double[] scores, int best) => [];

    /// <summary>Targets are no attributes here.</summary>
    protected override MlContext AttributesOf(MlContext context) => context with { Targets = [], TargetAttributeNames = [] };

    /// <inheritdoc/>
    protected override ImmutableArray<ModelTarget> TargetsOf(FitProblem problem) => [.. ClassesOf(problem).Select((one, k) => new ModelTarget(one.Name, k))];

    /// <summary>The classes of a fit.</summary>
    /// <exception cref="FitException">There are fewer than two, or a class has no row with a value of an input.</exception>
    protected static ImmutableArray<PartitionClass> ClassesOf(FitProblem problem)
    {
        ImmutableSortedDictionary<string, SufficientStatistics> parts = problem.Partitions!.Parts;
        string[] names = Named(problem.Context) is { Length: > 0 } named ? named : [.. parts.Keys];
        double rows = names.Sum(name => (double)parts[name].Rows);
        if (names.Length < 2 || !(rows > 0))
            throw new FitException($"There are rows of {names.Length} class{(names.Length == 1 ? "" : "es")}; at least two are needed.");
        return [.. names.Select(name => PartitionClass.Of(problem, name, parts[name], parts[name].Rows / rows))];
    }

    private static string[] Named(MlContext context) =>
        [.. (context.TargetAttributeNames.IsDefaultOrEmpty ? context.Targets : context.TargetAttributeNames).Distinct()];
}
