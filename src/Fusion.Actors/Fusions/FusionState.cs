using System.Collections.Immutable;
using System.Globalization;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Fusions;

/// <summary>What a fusion project knows beside its models.</summary>
/// <param name="Settings">As created.</param>
/// <param name="Cells">The cells in list order.</param>
/// <param name="Copies">The last good copy of each cell that ever delivered.</param>
/// <param name="Fused">Their sum.</param>
/// <param name="IsMerged">Whether <paramref name="Fused"/> is the sum of <paramref name="Copies"/>; after a change of cells it is still to be formed.</param>
/// <param name="FetchErrors">What went wrong in the last refresh, a line per cell.</param>
/// <param name="CreatedAt">When the project was created.</param>
/// <param name="ModifiedAt">Time of the last refresh that changed the statistics.</param>
/// <param name="Parameters">How the cells make attributes of rows, as it was last known: a model stays what it is when its cells are gone.</param>
internal sealed record FusionState(
    ProjectSettings Settings,
    ImmutableArray<CellLogin> Cells,
    ImmutableDictionary<CellAddress, CellCopy> Copies,
    FusedStatistics Fused,
    bool IsMerged,
    ImmutableArray<string> FetchErrors,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    ImmutableSortedDictionary<string, string> Parameters)
{
    /// <summary>Names the statistics as they are now, by the copies they are the sum of.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks:x}-{ModifiedAt.UtcTicks:x}");

    /// <summary>The settings with what the cells make of rows.</summary>
    public ProjectSettings Learning => Parameters.IsEmpty ? Settings : Settings with { Parameters = Settings.Parameters.SetItems(Parameters) };

    /// <summary>Histograms can be merged only when the fusion and every cell keep them.</summary>
    public bool Histogram => Settings.Histogram && !Copies.IsEmpty && Copies.Values.All(copy => copy.Histogram);

    /// <summary>All errors of the last refresh; empty when it went well.</summary>
    public string FetchError => string.Join("; ", FetchErrors);

    /// <summary>The state after creation.</summary>
    public static FusionState Of(FusionCreated fact) => new(
        fact.Settings,
        fact.Cells,
        ImmutableDictionary<CellAddress, CellCopy>.Empty,
        FusedStatistics.Empty(Schema.Empty),
        IsMerged: true,
        FetchErrors: [],
        fact.At,
        fact.At,
        FusedVariant.Plain);

    /// <summary>The state of a snapshot; its copies are still to be summed up.</summary>
    public static FusionState Of(FusionSnapshot snapshot) => new(
        snapshot.Settings,
        snapshot.Cells,
        snapshot.Copies.ToImmutableDictionary(copy => copy.Address),
        FusedStatistics.Empty(snapshot.Schema),
        IsMerged: false,
        FetchErrors: [],
        snapshot.CreatedAt,
        snapshot.ModifiedAt,
        Ordered(snapshot.Parameters) ?? FusedVariant.Plain);

    /// <summary>The state with another list of cells; copies of cells that are gone are dropped.</summary>
    public FusionState With(ImmutableArray<CellLogin> cells) => this with
    {
        Cells = cells,
        Copies = Copies.RemoveRange(Copies.Keys.Except(cells.Select(cell => cell.Address))),
        IsMerged = false,
    };

    /// <summary>The copies of the cells that ever delivered, in list order.</summary>
    public IEnumerable<CellCopy> CopiesInOrder => Cells.Select(cell => Copies.GetValueOrDefault(cell.Address)).OfType<CellCopy>();

    /// <summary>The state with its copies summed up, as it was before a restart.</summary>
    public FusionState Summed(ProjectId self) => this with { Fused = FusedStatistics.Merge(self, CopiesInOrder, Fused.Statistics.Schema), IsMerged = true };

    /// <summary>The state with attributes that have an index from now on, and what is known of how they are made.</summary>
    public FusionState With(AttributesAppended fact) => this with
    {
        Fused = Fused with { Statistics = Fused.Statistics.Reorder(fact.Schema) },
        Parameters = Ordered(fact.Parameters) ?? Parameters,
    };

    /// <summary>Whether another state has the same attributes, made in the same way.</summary>
    public bool HasAttributesOf(FusionState other) =>
        Fused.Statistics.Schema.Count == other.Fused.Statistics.Schema.Count && Parameters.SequenceEqual(other.Parameters);

    /// <summary>The state after a refresh.</summary>
    /// <param name="copies">The latest good copy of each cell.</param>
    /// <param name="fused">Their sum.</param>
    /// <param name="failures">The cells that failed, and why.</param>
    /// <param name="at">Now.</param>
    public FusionState Refreshed(ImmutableDictionary<CellAddress, CellCopy> copies, FusedStatistics fused, ImmutableArray<string> failures, DateTimeOffset at) =>
        this with
        {
            Copies = copies,
            Fused = fused,
            IsMerged = true,
            Parameters = fused.Parameters ?? Parameters,
            FetchErrors = failures.AddRange(fused.Errors),
            ModifiedAt = ReferenceEquals(fused, Fused) ? ModifiedAt : at,
        };

    /// <summary>What comes out of the serializer is in the order of some culture.</summary>
    private static ImmutableSortedDictionary<string, string>? Ordered(ImmutableSortedDictionary<string, string>? parameters) =>
        parameters?.WithComparers(StringComparer.Ordinal);
}
