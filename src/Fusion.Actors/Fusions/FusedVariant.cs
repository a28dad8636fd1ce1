using System.Collections.Immutable;
using Fusion.Actors.Cells;
using Fusion.Contracts.Projects;
using Fusion.Statistics;

namespace Fusion.Actors.Fusions;

/// <summary>What a fusion has of its cells beside the sum of their statistics. Adds as statistics do, between cells with the same parameters.</summary>
/// <param name="Parameters">How rows become attributes, parts or runs: the same in all cells.</param>
/// <param name="Partitions">The statistics of each value of the split column over all cells; null without one.</param>
/// <param name="Sequence">Counts of runs of tokens over all cells, whose sequences stay apart; null where none are counted.</param>
internal sealed record FusedVariant(ImmutableSortedDictionary<string, string> Parameters, PartitionedStatistics? Partitions, NGramCounts? Sequence)
{
    /// <summary>The parameters of a plain project.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Plain = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>That of one project; null of a plain one.</summary>
    public static FusedVariant? Of(SharedVariant? shared) => shared is null ? null : new FusedVariant(
        shared.Parameters.WithComparers(StringComparer.Ordinal),
        shared.Partitions is null ? null : PartitionedStatistics.Of(shared.Partitions),
        shared.Runs is null ? null : NGramCounts.Of(shared.Runs));

    /// <summary>How rows become attributes; empty of plain projects.</summary>
    public static ImmutableSortedDictionary<string, string> ParametersOf(FusedVariant? variant) => variant?.Parameters ?? Plain;

    /// <summary>Adds the variant of another cell.</summary>
    /// <param name="sum">Of the cells so far; null when they are plain.</param>
    /// <param name="cell">Of the next one; null when it is plain.</param>
    /// <exception cref="IncompatibleSchemaException">A parameter differs (named with both values), or more parts or runs than a project may have.</exception>
    /// <exception cref="OverflowException">A count exceeds 2^63 − 1.</exception>
    public static FusedVariant? Add(FusedVariant? sum, SharedVariant? cell)
    {
        if (sum is null && cell is null) return null;
        RequireSame(sum?.Parameters, cell?.Parameters);
        FusedVariant more = Of(cell)!;
        FusedVariant both = new(
            more.Parameters,
            more.Partitions is null ? null : sum!.Partitions!.Merge(more.Partitions),
            more.Sequence is null ? null : sum!.Sequence!.Merge(more.Sequence));
        RequireAtMost(LearningOptions.MaxPartitions, both.Partitions?.Parts.Count, "values of the split column");
        RequireAtMost(SequenceCounter.MaxRuns, both.Sequence?.Entries.Count, "different runs of tokens");
        return both;
    }

    /// <summary>What the fusion, asked as a cell itself, tells another.</summary>
    public SharedVariant Share() => new(Parameters, Partitions?.Parts, Sequence?.Entries);

    private static void RequireSame(ImmutableSortedDictionary<string, string>? before, ImmutableSortedDictionary<string, string>? here)
    {
        IEnumerable<string> keys = (before?.Keys ?? []).Concat(here?.Keys ?? []);
        foreach (string key in keys.Order(StringComparer.Ordinal))
        {
            string? known = before?.GetValueOrDefault(key), other = here?.GetValueOrDefault(key);
            if (!string.Equals(known, other, StringComparison.Ordinal))
                throw new IncompatibleSchemaException($"the key {key} is {Quote(other)}, but {Quote(known)} in the cells before it; it is left out");
        }
    }

    private static void RequireAtMost(int most, int? count, string what)
    {
        if (!(count > most)) return;
        throw new IncompatibleSchemaException($"with the cells before it there would be {count} {what}; at most {most} are allowed; it is left out");
    }

    private static string Quote(string? value) => value is null ? "absent" : $"[{value}]";
}
