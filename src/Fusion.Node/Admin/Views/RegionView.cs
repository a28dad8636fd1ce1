namespace Fusion.Node.Admin.Views;

/// <summary>One region's part on one node.</summary>
/// <param name="Region">Name of the region.</param>
/// <param name="Node">Address of the node.</param>
/// <param name="Shards">Shards there; null when the node did not tell.</param>
/// <param name="Entities">Entities in them; null when the node did not tell.</param>
internal sealed record RegionView(string Region, string Node, int? Shards, int? Entities);
