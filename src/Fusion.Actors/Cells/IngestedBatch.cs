using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Cells;

/// <summary>A batch on its way through a cell's ingestion graph. A batch that is declined stays an element: it never fails the stream.</summary>
/// <param name="Command">The batch as sent.</param>
internal abstract record IngestedBatch(IngestionProtocol.IUpdate Command)
{
    /// <summary>Nothing of the batch counts.</summary>
    public sealed record Declined(IngestionProtocol.IUpdate Command, Fault Fault) : IngestedBatch(Command);

    /// <summary>The batch is typed and encoded.</summary>
    public sealed record Encoded(CellProtocol.UpdateRows Rows, EncodedFrame Frame, ImmutableArray<string> NewCategoryColumns) : IngestedBatch(Rows)
    {
        /// <summary>Of a partition project: the value of each row; else empty.</summary>
        public ImmutableArray<string> SplitValues { get; init; } = [];

        /// <summary>Of a sequence project: what is counted.</summary>
        public CellVariant.Runs? Runs { get; init; }
    }

    /// <summary>The batch came added up, and fits to what is known.</summary>
    public sealed record Summed(IngestionProtocol.UpdateSums Update, ImmutableArray<string> NewCategoryColumns) : IngestedBatch(Update);

    /// <summary>The batch is added up, forgotten rows negative; the rows themselves go along where the cell keeps them.</summary>
    public sealed record Accumulated(
        IngestionProtocol.IUpdate Command,
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
