using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>What all metrics share: checked parameters, resolved attributes, rounding.</summary>
/// <param name="id">The id that a request names.</param>
/// <param name="summary">What it tells, one sentence.</param>
internal abstract class ExploreMetric(string id, string summary) : IExploreMetric
{
    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public string Summary => summary;

    /// <inheritdoc/>
    public virtual ImmutableArray<ParameterInfo> Parameters => [];

    /// <inheritdoc/>
    public ImmutableArray<KeyValuePair<string, double>> Compute(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        foreach (ParameterInfo parameter in Parameters)
        {
            parameter.Check(context);
        }

        IEnumerable<(string Key, double Value)> answer = Answer(statistics, context, options);
        return [.. answer.Select(entry => KeyValuePair.Create(entry.Key, options.Rounding?.Round(entry.Value) ?? entry.Value))];
    }

    /// <summary>The unrounded answer, keys in documented order.</summary>
    protected abstract IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options);

    /// <summary>The first inputs of a request; further ones do not count.</summary>
    /// <exception cref="InvalidRequestException">There are fewer, or one of them is a category column.</exception>
    protected int[] FirstInputs(Schema schema, MlContext context, int count)
    {
        ImmutableArray<AttributeReference> inputs = context.ResolveInputs(schema);
        if (inputs.Length < count)
            throw new InvalidRequestException($"Metric '{Id}' needs {count} input attribute{(count == 1 ? "" : "s")}; {inputs.Length} given.");
        if (inputs.Take(count).FirstOrDefault(input => input.IsCategory) is { } category)
        {
            throw new InvalidRequestException(
                $"Metric '{Id}' needs attributes; '{category.Text}' is a category column, its attributes are '{category.Text}$…'.");
        }

        return [.. inputs.Take(count).Select(input => input.Indexes[0])];
    }
}
