using System.Collections.Immutable;
using Fusion.Actors.Hosting;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Cells;

/// <summary>What a cell knows beside its models: a pure function of its events.</summary>
/// <param name="Settings">As created.</param>
/// <param name="Statistics">The sums over all rows learned and not forgotten.</param>
/// <param name="CategoryColumns">Category columns seen, also those without a value yet.</param>
/// <param name="Receipts">Batches counted lately.</param>
/// <param name="Commits">Commits so far; the statistics' version.</param>
/// <param name="CreatedAt">When the cell was created.</param>
/// <param name="ModifiedAt">When its statistics last changed.</param>
/// <param name="Log">The learn and forget calls.</param>
/// <param name="Variant">What it keeps beside its statistics; null for nothing.</param>
/// <param name="Unsaved">What is in memory and not in the journal, as one commit: of a cell that only a save persists; null when all is durable.</param>
/// <param name="UnsavedCommits">Commits in it.</param>
/// <param name="History">Its statistics at earlier moments; null when none are kept.</param>
internal sealed record CellState(
    ProjectSettings Settings,
    SufficientStatistics Statistics,
    ImmutableArray<string> CategoryColumns,
    ReceiptBook Receipts,
    long Commits,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    UpdateLog Log,
    VariantState? Variant,
    BatchesCommitted? Unsaved = null,
    long UnsavedCommits = 0,
    PrefixHistory? History = null)
{
    /// <summary>Names the statistics as they were last durable. A cell created anew never gives the name of another's statistics.</summary>
    public string Version => $"{CreatedAt.UtcTicks:x}-{Commits:x}";

    /// <summary>What later frames must keep to.</summary>
    public AttributeCatalog Catalog => AttributeCatalog.Empty.Register(Statistics.Schema, CategoryColumns);

    /// <summary>This state, if what it knows can be known together.</summary>
    /// <exception cref="IncompatibleSchemaException">A name would be both an attribute and a category column.</exception>
    private CellState Checked()
    {
        try
        {
            _ = Catalog;
            return this;
        }
        catch (ArgumentException clash)
        {
            throw new IncompatibleSchemaException(clash.Message, clash);
        }
    }

    /// <summary>How rows for this cell are read, by whoever reads them.</summary>
    /// <param name="projectId">The cell.</param>
    /// <param name="options">Limits of every cell.</param>
    public IngestionProtocol.IngestionPlanFound PlanOf(ProjectId projectId, ActorsOptions options)
    {
        LearningOptions learning = LearningOptions.Of(Settings);
        return new IngestionProtocol.IngestionPlanFound(
            projectId,
            Settings,
            Statistics.Schema,
            CategoryColumns,
            Math.Min(options.MaxAttributes, learning.Window?.MaxAttributes ?? int.MaxValue),
            Math.Max(options.MaxCategories, learning.Hash?.Buckets ?? 0));
    }

    /// <summary>The state after creation.</summary>
    public static CellState Of(CellCreated fact) =>
        new(fact.Settings, SufficientStatistics.Empty, [], ReceiptBook.Empty, 0, fact.At, fact.At, UpdateLog.Empty, VariantState.Of(fact.Settings, null))
        {
            History = PrefixHistory.Of(fact.Settings, SufficientStatistics.Empty, fact.At),
        };

    /// <summary>The state after an import.</summary>
    /// <exception cref="IncompatibleSchemaException">A name is both an attribute and a category column.</exception>
    public static CellState Of(LifeCycleProtocol.CellImported fact) => new CellState(
        fact.Content.Settings,
        fact.Content.Statistics,
        fact.Content.CategoryColumns,
        ReceiptBook.Empty,
        0,
        fact.At,
        fact.At,
        UpdateLog.Empty,
        VariantState.Of(fact.Content.Settings, fact.Content.Variant),
        History: PrefixHistory.Of(fact.Content.Settings, fact.Content.Statistics, fact.At)).Checked();

    /// <summary>The state of a snapshot.</summary>
    public static CellState Of(CellSnapshot snapshot) => new(
        snapshot.Settings,
        snapshot.Statistics,
        snapshot.CategoryColumns,
        ReceiptBook.Of(snapshot.Receipts, snapshot.Pages ?? []),
        snapshot.Commits,
        snapshot.CreatedAt,
        snapshot.ModifiedAt,
        UpdateLog.Of(snapshot.Log),
        VariantState.Of(snapshot.Settings, snapshot.Variant),
        History: PrefixHistory.Of(snapshot.Settings, snapshot.Statistics, snapshot.ModifiedAt, snapshot.Prefixes));

    /// <summary>The state after a commit.</summary>
    /// <param name="fact">The commit.</param>
    /// <param name="retentionOf">How long the receipt of a key is kept.</param>
    /// <param name="variant">What is kept beside the statistics then, where that is worked out already.</param>
    /// <exception cref="IncompatibleSchemaException">A name would have two kinds or categories, or be both an attribute and a category column.</exception>
    public CellState Apply(BatchesCommitted fact, Func<AttemptId, TimeSpan> retentionOf, VariantState? variant = null)
    {
        SufficientStatistics statistics = Statistics.Merge(fact.Delta);
        CellState next = this with
        {
            Statistics = statistics,
            CategoryColumns = [.. CategoryColumns.Union(fact.NewCategoryColumns)],
            Receipts = Receipts.Add(fact.Batches, fact.At, retentionOf),
            Commits = Commits + 1,
            ModifiedAt = fact.At,
            Log = Log.Add(fact.Log),
            Variant = variant ?? Variant?.Apply(fact.Change),
            History = History?.Add(Statistics, ModifiedAt, statistics, fact.At),
        };
        bool same = ReferenceEquals(next.Statistics.Schema, Statistics.Schema) && next.CategoryColumns.Length == CategoryColumns.Length;
        return same ? next : next.Checked();
    }

    /// <summary>The state after a commit that stays in memory until it is saved.</summary>
    /// <param name="fact">The commit.</param>
    /// <param name="retentionOf">How long the receipt of a key is kept.</param>
    /// <param name="variant">What is kept beside the statistics then, where that is worked out already.</param>
    /// <exception cref="IncompatibleSchemaException">As for <see cref="Apply(BatchesCommitted, Func{AttemptId, TimeSpan}, VariantState?)"/>.</exception>
    public CellState ApplyUnsaved(BatchesCommitted fact, Func<AttemptId, TimeSpan> retentionOf, VariantState? variant = null) =>
        Apply(fact, retentionOf, variant) with
        {
            Commits = Commits,
            UnsavedCommits = UnsavedCommits + 1,
            Unsaved = Unsaved is null ? fact : fact with
            {
                Batches = [.. Unsaved.Batches, .. fact.Batches],
                Delta = Unsaved.Delta.Merge(fact.Delta),
                NewCategoryColumns = [.. Unsaved.NewCategoryColumns.Union(fact.NewCategoryColumns)],
                Log = UpdateLog.Of(Unsaved.Log).Add(fact.Log).Lines,
                Change = VariantState.Join(Unsaved.Change, fact.Change),
            },
        };

    /// <summary>The state once what was unsaved is in the journal: what a restart then makes of it.</summary>
    public CellState Saved() => this with { Commits = Commits + 1, Unsaved = null, UnsavedCommits = 0 };

    /// <summary>The state after its histogram was switched on or off: counts begin now, or end.</summary>
    public CellState Apply(LifeCycleProtocol.HistogramSwitched fact) => fact.Enabled == Settings.Histogram ? this : this with
    {
        Settings = Settings with { Histogram = fact.Enabled },
        Statistics = Variant?.RestartValueCounts(Statistics, fact.Enabled) ?? Statistics.RestartValueCounts(fact.Enabled),
        Variant = Variant?.RestartValueCounts(fact.Enabled),
        History = History?.WithoutValueCounts(),
        Commits = Commits + 1,
    };
}
