using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Cells;

/// <summary>Types and encodes the batches of one cell, one after the other: each against what those before it have made known. Not thread-safe.</summary>
/// <param name="known">The attributes known at the start.</param>
/// <param name="limits">Limits, and whether one bad row declines its whole batch.</param>
/// <param name="learning">What the cell's creation parameters ask for.</param>
/// <param name="variant">What the cell keeps beside its statistics; null for nothing.</param>
internal sealed class BatchEncoder(AttributeCatalog known, EncodeOptions limits, LearningOptions learning, VariantState? variant = null)
{
    private readonly PartitionSplitter? _splitter =
        learning.PartitionColumn is { } column ? new PartitionSplitter(column, variant?.Partitions?.Parts.Keys ?? []) : null;

    private readonly SequenceCounter? _counter =
        learning.SequenceOrder is { } order ? new SequenceCounter(order, variant?.Sequence ?? TokenSequence.Empty) : null;

    private AttributeCatalog _catalog = known;

    /// <summary>Encodes a batch; one that is declined makes nothing known.</summary>
    public IngestedBatch Encode(CellProtocol.UpdateRows batch)
    {
        try
        {
            EncodedFrame frame = FrameEncoder.Encode(learning.Rewrite(batch.Frame, _catalog), _catalog, OptionsFor(batch.Frame));
            if (limits.AllOrNothing && frame.FirstError is { } bad) return new IngestedBatch.Declined(batch, Fault.Invalid(bad.Message));
            ImmutableArray<string> newColumns = [.. frame.Catalog.Categories.Except(_catalog.Categories)];
            IngestedBatch encoded = new IngestedBatch.Encoded(batch, frame, newColumns)
            {
                SplitValues = _splitter?.ValuesOf(batch.Frame, frame.Rows) ?? [],
                Runs = _counter?.Count(batch.Frame, frame.Rows, batch.Forget),
            };
            _catalog = frame.Catalog;
            return encoded;
        }
        catch (FrameException wrong)
        {
            return new IngestedBatch.Declined(batch, Fault.Invalid(wrong.Message));
        }
    }

    /// <summary>The filter looks at the cells as they were sent.</summary>
    private EncodeOptions OptionsFor(DataFrame sent) =>
        learning.Filter is { } filter ? limits with { RowFilter = (_, row) => filter.Accepts(sent, row) } : limits;
}
