using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Reads from a request what a test compares.</summary>
internal static class TestInputs
{
    /// <summary>The attributes named as inputs and as targets, category columns as their dummies.</summary>
    public static (ImmutableArray<int> Inputs, ImmutableArray<int> Targets) Attributes(Schema schema, MlContext context) =>
        (Indexes(context.ResolveInputs(schema)), Indexes(context.ResolveTargets(schema)));

    /// <summary>Two samples: two attributes, or one attribute where each of two binary ones is 1, named as further inputs or as targets.</summary>
    /// <exception cref="InvalidRequestException">The request names something else.</exception>
    public static (Sample First, Sample Second) TwoSamples(string metric, SufficientStatistics statistics, MlContext context)
    {
        (ImmutableArray<int> inputs, ImmutableArray<int> targets) = Attributes(statistics.Schema, context);
        ImmutableArray<int> all = [.. inputs, .. targets];
        if (targets.IsEmpty && all.Length == 2)
            return (Sample.Of(statistics, all[0]), Sample.Of(statistics, all[1]));
        if (inputs.IsEmpty || all.Length != 3)
        {
            throw new InvalidRequestException(
                $"Metric '{metric}' compares two input attributes, or one input in the rows of two binary attributes; {Given(inputs, targets)}.");
        }

        RequireBinary(metric, statistics.Schema, all[1..], "choose rows");
        return (Sample.Of(statistics, all[0], all[1]), Sample.Of(statistics, all[0], all[2]));
    }

    /// <summary>Checks the type of attributes.</summary>
    /// <exception cref="InvalidRequestException">One is not binary; the message names it.</exception>
    public static void RequireBinary(string metric, Schema schema, ImmutableArray<int> attributes, string use)
    {
        foreach (int i in attributes)
        {
            if (schema[i].Kind != AttributeKind.Binary)
                throw new InvalidRequestException($"Metric '{metric}' needs binary attributes to {use}; '{schema[i].Name}' is continuous.");
        }
    }

    /// <summary>How much a request names, for messages.</summary>
    public static string Given(ImmutableArray<int> inputs, ImmutableArray<int> targets) =>
        $"{Number(inputs.Length, "input")} and {Number(targets.Length, "target")} given";

    private static string Number(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    private static ImmutableArray<int> Indexes(ImmutableArray<AttributeReference> references) => [.. references.SelectMany(reference => reference.Indexes)];
}
