using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Statistics;

namespace Fusion.Actors.Cells;

/// <summary>What a cell keeps beside its statistics: a pure function of its events.</summary>
/// <param name="Options">As created.</param>
/// <param name="Window">The rolling window; null without one.</param>
/// <param name="Partitions">The statistics of each value of the split column; null without one.</param>
/// <param name="Sequence">Counts of runs of tokens; null where none are counted.</param>
internal sealed record VariantState(LearningOptions Options, RowWindow? Window, PartitionedStatistics? Partitions, TokenSequence? Sequence)
{
    /// <summary>The state after creation, or of a snapshot; null where a cell is its statistics alone.</summary>
    /// <param name="settings">As created.</param>
    /// <param name="kept">Of a snapshot.</param>
    public static VariantState? Of(ProjectSettings settings, CellVariant? kept)
    {
        LearningOptions options = LearningOptions.Of(settings);
        if (!options.KeepsMore) return null;
        return new VariantState(
            options,
            options.Window is { } window ? RowWindow.Of(window.Size, kept?.Window ?? RowBatch.Empty) : null,
            options.PartitionColumn is null ? null : PartitionedStatistics.Of(kept?.Partitions ?? PartitionedStatistics.Empty.Parts),
            options.SequenceOrder is null ? null : SequenceOf(kept?.Sequence));
    }

    /// <summary>The rows of an embedded window; null without one.</summary>
    public IReadOnlyList<RowBlock>? EmbeddedRows => Options.Window is { Embedded: true } ? Window!.Content().Blocks : null;

    /// <summary>Works out what batches do: slow perhaps, and so run on the compute pool.</summary>
    /// <param name="batches">The batches of one commit, in order.</param>
    public VariantCommit Prepare(IReadOnlyList<IngestedBatch.Accumulated> batches)
    {
        SufficientStatistics delta = batches.Select(batch => batch.Delta).Aggregate((sum, one) => sum.Merge(one));
        CellVariant.Runs? runs = Sequence is null ? null : new CellVariant.Runs(
            batches.Select(batch => NGramCounts.Of(batch.Runs!.Counts)).Aggregate((sum, one) => sum.Merge(one)).Entries,
            batches[^1].Runs!.Latest);
        ImmutableSortedDictionary<string, SufficientStatistics>? parts =
            Partitions is null ? null : batches.Select(batch => batch.Partitions).Aggregate((sum, one) => sum.Merge(one)).Parts;
        if (Window is null)
        {
            CellVariant.Change counted = new([], parts, runs);
            return new VariantCommit(delta, counted, Apply(counted));
        }

        ImmutableArray<CellVariant.RowStep> steps = [.. batches.Select(batch => new CellVariant.RowStep(batch.Receipt.Forget, batch.Rows!))];
        (SufficientStatistics moved, RowWindow window) = Move(steps, delta.HasValueCounts);
        return new VariantCommit(delta.Merge(moved), new CellVariant.Change(steps, parts, runs), this with { Window = window });
    }

    /// <summary>The state after a commit met in recovery.</summary>
    public VariantState Apply(CellVariant.Change? change) => change is null ? this : this with
    {
        Window = Window is null ? null : change.Rows.Aggregate(Window, (window, step) => Step(window, step).Window),
        Partitions = Partitions?.Merge(PartitionedStatistics.Of(change.Partitions ?? PartitionedStatistics.Empty.Parts)),
        Sequence = Sequence is null || change.Sequence is not { } runs
            ? Sequence
            : new TokenSequence(Sequence.Counts.Merge(NGramCounts.Of(runs.Counts)), runs.Latest),
    };

    /// <summary>What is kept, in words.</summary>
    public string Keeps => Options switch
    {
        { Window: not null } => "the rows of a rolling window",
        { PartitionColumn: { } column } => $"a statistic for each value of the column [{column}]",
        _ => "counts of runs of tokens",
    };

    /// <summary>What two commits did, one after the other, as one change.</summary>
    public static CellVariant.Change? Join(CellVariant.Change? first, CellVariant.Change? then)
    {
        if (first is null || then is null) return first ?? then;
        ImmutableSortedDictionary<string, SufficientStatistics>? parts = first.Partitions is { } known && then.Partitions is { } more
            ? PartitionedStatistics.Of(known).Merge(PartitionedStatistics.Of(more)).Parts
            : first.Partitions ?? then.Partitions;
        CellVariant.Runs? runs = first.Sequence is { } earlier && then.Sequence is { } later
            ? new CellVariant.Runs(NGramCounts.Of(earlier.Counts).Merge(NGramCounts.Of(later.Counts)).Entries, later.Latest)
            : then.Sequence ?? first.Sequence;
        return new CellVariant.Change([.. first.Rows, .. then.Rows], parts, runs);
    }

    /// <summary>The cell's statistics when value counts begin now or end. Those of a window that is all of the cell count all its rows: each will leave.</summary>
    /// <param name="statistics">The cell's statistics.</param>
    /// <param name="counting">Whether values are counted from here on.</param>
    public SufficientStatistics RestartValueCounts(SufficientStatistics statistics, bool counting)
    {
        if (!counting || Window is null || Options.Window!.Embedded) return statistics.RestartValueCounts(counting);
        ImmutableArray<RowBlock> rows = Window.Content().Blocks;
        SufficientStatistics counted = SufficientStatistics.Of(rows, valueCounts: true);
        return statistics.RestartValueCounts(true).Subtract(counted.RestartValueCounts(true)).Merge(counted);
    }

    /// <summary>The state when value counts begin now or end.</summary>
    /// <param name="counting">Whether values are counted from here on.</param>
    public VariantState RestartValueCounts(bool counting) => Partitions is null ? this : this with
    {
        Partitions = PartitionedStatistics.Of(Partitions.Parts.Select(part => KeyValuePair.Create(part.Key, part.Value.RestartValueCounts(counting)))),
    };

    /// <summary>For the snapshot store.</summary>
    public CellVariant ToSnapshot() => new(
        Window?.Content(),
        Partitions?.Parts,
        Sequence is null ? null : new CellVariant.Runs(Sequence.Counts.Entries, Sequence.Latest));

    private static TokenSequence SequenceOf(CellVariant.Runs? kept) =>
        kept is null ? TokenSequence.Empty : new TokenSequence(NGramCounts.Of(kept.Counts), kept.Latest);

    /// <summary>What the rows that come into a window that is all of the cell, and those that leave it, add to its statistics.</summary>
    private (SufficientStatistics Moved, RowWindow Window) Move(ImmutableArray<CellVariant.RowStep> steps, bool valueCounts)
    {
        RowWindow window = Window!;
        StatisticsAccumulator moved = new(valueCounts: valueCounts);
        foreach (CellVariant.RowStep step in steps)
        {
            WindowChange change = Step(window, step);
            window = change.Window;
            if (Options.Window!.Embedded) continue;
            moved.Add([.. change.Entered.Blocks]);
            moved.Subtract([.. change.Left.Blocks]);
        }

        return (moved.Snapshot(), window);
    }

    private static WindowChange Step(RowWindow window, CellVariant.RowStep step) => step.Forget ? window.Forget(step.Rows) : window.Learn(step.Rows);
}
