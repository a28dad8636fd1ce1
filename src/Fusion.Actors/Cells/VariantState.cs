using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Statistics;

namespace Fusion.Actors.Cells;

/// <summary>What a cell keeps beside its statistics: a pure function of its events.</summary>
/// <param name="Options">As created.</param>
/// <param name="Window">The rolling window; null without one.</param>
internal sealed record VariantState(LearningOptions Options, RowWindow? Window)
{
    /// <summary>The state after creation, or of a snapshot; null where a cell is its statistics alone.</summary>
    /// <param name="settings">As created.</param>
    /// <param name="kept">Of a snapshot.</param>
    public static VariantState? Of(ProjectSettings settings, CellVariant? kept)
    {
        LearningOptions options = LearningOptions.Of(settings);
        return options.Window is { } window ? new VariantState(options, RowWindow.Of(window.Size, kept?.Window ?? RowBatch.Empty)) : null;
    }

    /// <summary>The rows of an embedded window; null without one.</summary>
    public IReadOnlyList<RowBlock>? EmbeddedRows => Options.Window is { Embedded: true } ? Window!.Content().Blocks : null;

    /// <summary>Works out what batches do: slow perhaps, and so run on the compute pool.</summary>
    /// <param name="batches">The batches of one commit, in order.</param>
    public VariantCommit Prepare(IReadOnlyList<IngestedBatch.Accumulated> batches)
    {
        ImmutableArray<CellVariant.RowStep> steps = [.. batches.Select(batch => new CellVariant.RowStep(batch.Receipt.Forget, batch.Rows!))];
        RowWindow window = Window!;
        StatisticsAccumulator moved = new(valueCounts: batches.Any(batch => batch.Delta.HasValueCounts));
        foreach (CellVariant.RowStep step in steps)
        {
            WindowChange change = Step(window, step);
            window = change.Window;
            if (Options.Window!.Embedded) continue;
            moved.Add([.. change.Entered.Blocks]);
            moved.Subtract([.. change.Left.Blocks]);
        }

        SufficientStatistics delta = batches.Select(batch => batch.Delta).Aggregate(moved.Snapshot(), (sum, one) => sum.Merge(one));
        return new VariantCommit(delta, new CellVariant.Change(steps), this with { Window = window });
    }

    /// <summary>The state after a commit met in recovery.</summary>
    public VariantState Apply(CellVariant.Change? change) =>
        this with { Window = (change?.Rows ?? []).Aggregate(Window!, (window, step) => Step(window, step).Window) };

    /// <summary>For the snapshot store.</summary>
    public CellVariant ToSnapshot() => new(Window?.Content());

    private static WindowChange Step(RowWindow window, CellVariant.RowStep step) => step.Forget ? window.Forget(step.Rows) : window.Learn(step.Rows);
}
