using System.Collections.Immutable;
using System.Globalization;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>The attributes of an analysis under the names by which they were asked for.</summary>
/// <param name="Indexes">The distinct attributes.</param>
/// <param name="Labels">The entry of the request that stands for each; the dummies of a category column go by their own names.</param>
internal sealed record AnalysisInputs(ImmutableArray<int> Indexes, ImmutableArray<string> Labels)
{
    /// <summary>Largest number of attributes that are decomposed; it takes a minute there.</summary>
    public const int MaxDecomposed = 2_000;

    /// <summary>Reads them from a request; all attributes by index when it names none.</summary>
    /// <param name="schema">The attributes of the project.</param>
    /// <param name="context">The request.</param>
    /// <param name="analysis">What is asked, for messages.</param>
    /// <param name="limit">The largest number of attributes.</param>
    /// <exception cref="InvalidRequestException">An entry stands for nothing, or there are too many or no attributes.</exception>
    public static AnalysisInputs Read(Schema schema, MlContext context, string analysis, int limit = MaxDecomposed)
    {
        IEnumerable<(int Index, string Label)> named = context.ResolveInputs(schema)
            .SelectMany(reference => reference.Indexes, (reference, index) => (index, reference.IsCategory ? schema[index].Name : reference.Text));
        (int Index, string Label)[] distinct = [.. named.DistinctBy(input => input.Index)];
        if (distinct.Length == 0)
            distinct = [.. Enumerable.Range(0, schema.Count).Select(index => (index, index.ToString(CultureInfo.InvariantCulture)))];
        if (distinct.Length == 0)
            throw new InvalidRequestException($"{analysis} needs attributes; the project has none yet.");
        if (distinct.Length > limit)
            throw new InvalidRequestException($"{analysis} takes at most {limit} attributes, not {distinct.Length}; name some in inputAttributeNames.");
        return new AnalysisInputs([.. distinct.Select(input => input.Index)], [.. distinct.Select(input => input.Label)]);
    }

    /// <summary>Their names in the project.</summary>
    public ImmutableArray<string> Names(Schema schema) => [.. Indexes.Select(index => schema[index].Name)];
}
