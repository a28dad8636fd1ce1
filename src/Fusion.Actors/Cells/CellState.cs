using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
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
/// <param name="Variant">What it keeps beside its statistics; null for nothing.</param>
internal sealed record CellState(
    ProjectSettings Settings,
    SufficientStatistics Statistics,
    ImmutableArray<string> CategoryColumns,
    ReceiptBook Receipts,
    long Commits,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    VariantState? Variant)
{
    /// <summary>Names the statistics as they are now. A cell created anew never gives the name of another's statistics.</summary>
    public string Version => $"{CreatedAt.UtcTicks:x}-{Commits:x}";

    /// <summary>What later frames must keep to.</summary>
    public AttributeCatalog Catalog => AttributeCatalog.Empty.Register(Statistics.Schema, CategoryColumns);

    /// <summary>The state after creation.</summary>
    public static CellState Of(CellCreated fact) =>
        new(fact.Settings, SufficientStatistics.Empty, [], ReceiptBook.Empty, 0, fact.At, fact.At, VariantState.Of(fact.Settings, null));

    /// <summary>The state of a snapshot.</summary>
    public static CellState Of(CellSnapshot snapshot) => new(
        snapshot.Settings,
        snapshot.Statistics,
        snapshot.CategoryColumns,
        ReceiptBook.Of(snapshot.Receipts),
        snapshot.Commits,
        snapshot.CreatedAt,
        snapshot.ModifiedAt,
        VariantState.Of(snapshot.Settings, snapshot.Variant));

    /// <summary>The state after a commit.</summary>
    /// <param name="fact">The commit.</param>
    /// <param name="retentionOf">How long the receipt of a key is kept.</param>
    /// <param name="variant">What is kept beside the statistics then, where that is worked out already.</param>
    public CellState Apply(BatchesCommitted fact, Func<AttemptId, TimeSpan> retentionOf, VariantState? variant = null) => this with
    {
        Statistics = Statistics.Merge(fact.Delta),
        CategoryColumns = [.. CategoryColumns.Union(fact.NewCategoryColumns)],
        Receipts = Receipts.Add(fact.Batches, fact.At, retentionOf),
        Commits = Commits + 1,
        ModifiedAt = fact.At,
        Variant = variant ?? Variant?.Apply(fact.Change),
    };
}
