using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Contracts.Projects;

/// <summary>What a cell keeps beside its statistics, as its parameters ask for.</summary>
/// <param name="Window">The rows of the rolling window, oldest first; null without one.</param>
/// <param name="Partitions">The statistics of each value of the split column; null without one.</param>
/// <param name="Sequence">Counts of runs of tokens; null where none are counted.</param>
public sealed record CellVariant(RowBatch? Window, ImmutableSortedDictionary<string, SufficientStatistics>? Partitions, CellVariant.Runs? Sequence)
{
    /// <summary>What batches did to it, as recorded with their commit.</summary>
    /// <param name="Rows">Of a rolling window: the rows of each batch, in order.</param>
    /// <param name="Partitions">What is added to the statistics of each value; forgotten rows count negative.</param>
    /// <param name="Sequence">What is added to the counts, and the latest tokens then.</param>
    public sealed record Change(ImmutableArray<RowStep> Rows, ImmutableSortedDictionary<string, SufficientStatistics>? Partitions, Runs? Sequence);

    /// <summary>Rows that were learned or forgotten.</summary>
    /// <param name="Forget">Whether they were forgotten.</param>
    /// <param name="Rows">The rows.</param>
    public sealed record RowStep(bool Forget, RowBatch Rows);

    /// <summary>Counts of runs of tokens.</summary>
    /// <param name="Counts">The count of each run.</param>
    /// <param name="Latest">Of a running sequence: its latest tokens.</param>
    public sealed record Runs(ImmutableSortedDictionary<string, long> Counts, ImmutableArray<string> Latest);
}
