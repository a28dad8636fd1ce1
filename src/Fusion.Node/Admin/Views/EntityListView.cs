namespace Fusion.Node.Admin.Views;

/// <summary>Entities that are in memory.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Entities">The first of them, by region, shard and id; all unless a limit was met.</param>
internal sealed record EntityListView(int Total, IReadOnlyList<EntityView> Entities);
