using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Cells;

/// <summary>Types and encodes the batches of one cell, one after the other: each against what those before it have made known. Not thread-safe.</summary>
/// <param name="plan">What the cell knows at the start, its settings and limits.</param>
/// <param name="learning">What the settings ask for.</param>
/// <param name="variant">What the cell keeps beside its statistics; null for nothing.</param>
internal sealed class BatchEncoder(IngestionProtocol.IngestionPlanFound plan, LearningOptions learning, VariantState? variant)
{
    private readonly EncodeOptions _limits = plan.ToEncodeOptions();

    private readonly SequenceCounter? _counter =
        learning.SequenceOrder is { } order ? new SequenceCounter(order, variant?.Sequence ?? TokenSequence.Empty) : null;

    private readonly PartitionSplitter? _splitter =
        learning.PartitionColumn is { } column ? new PartitionSplitter(column, variant?.Partitions?.Parts.Keys ?? []) : null;

    private AttributeCatalog _catalog = plan.ToCatalog();

    /// <summary>An encoder by what a plan says.</summary>
    public BatchEncoder(IngestionProtocol.IngestionPlanFound plan, VariantState? variant = null)
        : this(plan, LearningOptions.Of(plan.Settings), variant)
    {
    }

    /// <summary>Encodes a batch; one that is declined makes nothing known.</summary>
    public IngestedBatch Encode(IngestionProtocol.IUpdate batch)
    {
        try
        {
            return batch is IngestionProtocol.UpdateSums sums ? Admit(sums) : Encode((CellProtocol.UpdateRows)batch);
        }
        catch (FrameException wrong)
        {
            return new IngestedBatch.Declined(batch, Fault.Invalid(wrong.Message));
        }
    }

    private IngestedBatch Encode(CellProtocol.UpdateRows batch)
    {
        EncodedFrame frame = learning.Encode(batch.Frame, _catalog, _limits with { RowCheck = _splitter?.CheckOf(batch.Frame) });
        if (_limits.AllOrNothing && frame.FirstError is { } bad) return new IngestedBatch.Declined(batch, Fault.Invalid(bad.Message));
        IngestedBatch encoded = new IngestedBatch.Encoded(batch, frame, NewColumns(frame.Catalog))
        {
            SplitValues = _splitter?.ValuesOf(batch.Frame, frame.Rows) ?? [],
            Runs = _counter?.Count(batch.Frame, frame.Rows, batch.Forget),
        };
        _catalog = frame.Catalog;
        return encoded;
    }

    /// <summary>Sums were formed by what the cell knew before; what came in since must not contradict them.</summary>
    private IngestedBatch Admit(IngestionProtocol.UpdateSums batch)
    {
        if (_limits.AllOrNothing && batch.Error is { } bad) return new IngestedBatch.Declined(batch, Fault.Invalid(bad));
        if (learning.KeepsMore) return new IngestedBatch.Declined(batch, Fault.Invalid("The project keeps more than sums of its rows; send the rows themselves"));
        if (plan.Settings.Histogram && !batch.Sums.HasValueCounts && batch.Sums.Rows > 0)
            return new IngestedBatch.Declined(batch, Fault.Stale("Counting of values was switched on"));
        try
        {
            AttributeCatalog grown = _catalog.Admit(batch.Sums.Schema, batch.CategoryColumns, _limits);
            IngestedBatch summed = new IngestedBatch.Summed(batch, NewColumns(grown));
            _catalog = grown;
            return summed;
        }
        catch (ArgumentException clash)
        {
            return new IngestedBatch.Declined(batch, Fault.Stale(clash.Message));
        }
    }

    private ImmutableArray<string> NewColumns(AttributeCatalog grown) => [.. grown.Categories.Except(_catalog.Categories)];
}
