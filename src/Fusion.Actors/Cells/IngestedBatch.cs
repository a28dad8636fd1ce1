using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Cells;

/// <summary>A batch on its way through a cell's ingestion graph. A batch that is declined stays an element: it never fails the stream.</summary>
/// <param name="Command">The batch as sent.</param>
internal abstract record IngestedBatch(CellProtocol.UpdateRows Command)
{
    /// <summary>Nothing of the batch counts.</summary>
    public sealed record Declined(CellProtocol.UpdateRows Command, Fault Fault) : IngestedBatch(Command);

    /// <summary>The batch is typed and encoded.</summary>
    public sealed record Encoded(CellProtocol.UpdateRows Command, EncodedFrame Frame, ImmutableArray<string> NewCategoryColumns) : IngestedBatch(Command)
    {
        /// <summary>Of a partition project: the value of each row; else empty.</summary>
        public ImmutableArray<string> SplitValues { get; init; } = [];

        /// <summary>Of a sequence project: what is counted.</summary>
        public CellVariant.Runs? Runs { get; init; }
    }

    /// <summary>The batch is added up, forgotten rows negative; the rows themselves go along where the cell keeps them.</summary>
    public sealed record Accumulated(
        CellProtocol.UpdateRows Command,
        SufficientStatistics Delta,
        CellProtocol.BatchReceipt Receipt,
        ImmutableArray<string> NewCategoryColumns,
        RowBatch? Rows = null) : IngestedBatch(Command)
    {
        /// <summary>Of a partition project: what is added to the statistics of each value.</summary>
        public PartitionedStatistics Partitions { get; init; } = PartitionedStatistics.Empty;

        /// <summary>Of a sequence project: what is counted.</summary>
        public CellVariant.Runs? Runs { get; init; }
    }
}
