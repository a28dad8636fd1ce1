namespace Fusion.Node.Admin.Views;

/// <summary>One shard that is in memory.</summary>
/// <param name="Region">Name of its region.</param>
/// <param name="Shard">Its id.</param>
/// <param name="Node">Address of the node it is on.</param>
/// <param name="Entities">Entities in it.</param>
internal sealed record ShardView(string Region, string Shard, string Node, int Entities);
