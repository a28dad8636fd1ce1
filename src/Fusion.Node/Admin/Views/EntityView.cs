namespace Fusion.Node.Admin.Views;

/// <summary>One entity that is in memory.</summary>
/// <param name="Region">Name of its region.</param>
/// <param name="Shard">Id of its shard.</param>
/// <param name="Entity">Its id.</param>
/// <param name="Node">Address of the node it is on.</param>
/// <param name="Rows">Of a project: its rows.</param>
/// <param name="StateBytes">Of a project: about the bytes of its state.</param>
/// <param name="LastCommit">Of a project: when its statistics last changed.</param>
/// <param name="Note">Of a job what it does; of an entity that did not tell why.</param>
internal sealed record EntityView(
    string Region, string Shard, string Entity, string Node, long? Rows = null, long? StateBytes = null, DateTimeOffset? LastCommit = null, string? Note = null);
