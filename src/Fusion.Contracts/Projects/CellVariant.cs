using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Contracts.Projects;

/// <summary>What a cell keeps beside its statistics, as its parameters ask for.</summary>
/// <param name="Window">The rows of the rolling window, oldest first; null without one.</param>
public sealed record CellVariant(RowBatch? Window)
{
    /// <summary>What batches did to it, as recorded with their commit.</summary>
    /// <param name="Rows">Of a rolling window: the rows of each batch, in order.</param>
    public sealed record Change(ImmutableArray<RowStep> Rows);

    /// <summary>Rows that were learned or forgotten.</summary>
    /// <param name="Forget">Whether they were forgotten.</param>
    /// <param name="Rows">The rows.</param>
    public sealed record RowStep(bool Forget, RowBatch Rows);
}
