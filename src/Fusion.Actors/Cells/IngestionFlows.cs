using Akka;
using Akka.Streams.Dsl;
using Fusion.Actors.Projects;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Cells;

/// <summary>The stages of a cell's ingestion graph: encode → accumulate → commit. Order is kept; every stage is bounded.</summary>
internal static class IngestionFlows
{
    /// <summary>
    /// Types and encodes each batch against everything the batches before it have made known. One batch at a time: a column's type is fixed by its
    /// first appearance, so the second batch can't be read before the first one's columns are known.
    /// </summary>
    /// <param name="encoder">Knows what the cell knows when the graph starts; belongs to this graph from now on.</param>
    public static Flow<IngestionProtocol.IUpdate, IngestedBatch, NotUsed> Encode(BatchEncoder encoder) =>
        Flow.Create<IngestionProtocol.IUpdate>().Select(encoder.Encode);

    /// <summary>Adds the rows of each batch up, several batches at once; the sums do not depend on how the rows are dealt.</summary>
    /// <param name="compute">Where the sums are formed.</param>
    /// <param name="valueCounts">Whether values are counted too.</param>
    /// <param name="window">The cell's rolling window, which needs the rows; null without one.</param>
    public static Flow<IngestedBatch, IngestedBatch, NotUsed> Accumulate(ComputePool compute, bool valueCounts, RollingWindow? window = null) =>
        Flow.Create<IngestedBatch>().SelectAsync(compute.Parallelism, batch => batch switch
        {
            IngestedBatch.Encoded encoded => compute.Run<IngestedBatch>(() => AccumulateOne(encoded, valueCounts, window)),
            IngestedBatch.Summed summed => compute.Run<IngestedBatch>(() => Sign(summed, valueCounts)),
            _ => Task.FromResult(batch),
        });

    /// <summary>Hands each batch to the cell and waits until it is committed or declined; that many at once share commits.</summary>
    /// <param name="commit">Gives a batch to the cell; the task ends when the cell has answered the sender.</param>
    /// <param name="inFlight">Most batches that wait for the journal.</param>
    public static Flow<IngestedBatch, Done, NotUsed> Commit(Func<IngestedBatch, Task<Done>> commit, int inFlight) =>
        Flow.Create<IngestedBatch>().SelectAsync(inFlight, commit);

    /// <summary>What a window that is all of the cell adds depends on what leaves it, which is known only when its turn comes.</summary>
    private static IngestedBatch.Accumulated AccumulateOne(IngestedBatch.Encoded encoded, bool valueCounts, RollingWindow? window)
    {
        (CellProtocol.UpdateRows batch, EncodedFrame frame) = (encoded.Rows, encoded.Frame);
        SufficientStatistics sums = SufficientStatistics.Of(window is { Embedded: false } ? [] : frame.Blocks, valueCounts);
        var rows = new RowBatch(frame.Blocks);
        string? error = batch.Frame.ErrorHandling == DataFrame.SkipBadRows ? null : frame.FirstError?.Message; // a row left out ended nothing
        return new IngestedBatch.Accumulated(
            batch,
            batch.Forget ? SufficientStatistics.Empty.Subtract(sums) : sums,
            new CellProtocol.BatchReceipt(batch.AttemptId, batch.Forget, frame.AcceptedRows, frame.RejectedRows, error),
            encoded.NewCategoryColumns,
            window is null ? null : rows)
        {
            Partitions = Sign(PartitionSplitter.Split(rows, encoded.SplitValues, valueCounts), batch.Forget),
            Runs = encoded.Runs,
        };
    }

    /// <summary>Sums from before counting of values was switched off may bring counts.</summary>
    private static IngestedBatch.Accumulated Sign(IngestedBatch.Summed summed, bool valueCounts)
    {
        IngestionProtocol.UpdateSums batch = summed.Update;
        SufficientStatistics sums = valueCounts ? batch.Sums : batch.Sums.RestartValueCounts(false);
        return new IngestedBatch.Accumulated(
            batch,
            batch.Forget ? SufficientStatistics.Empty.Subtract(sums) : sums,
            new CellProtocol.BatchReceipt(batch.AttemptId, batch.Forget, sums.Rows, batch.RejectedRows, batch.Error),
            summed.NewCategoryColumns);
    }

    private static PartitionedStatistics Sign(PartitionedStatistics parts, bool forget) =>
        forget ? PartitionedStatistics.Empty.Subtract(parts) : parts;
}
