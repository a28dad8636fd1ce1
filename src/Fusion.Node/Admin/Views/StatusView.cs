namespace Fusion.Node.Admin.Views;

/// <summary>A cluster at a glance, as one node sees it.</summary>
/// <param name="Node">Address of the node asked.</param>
/// <param name="NodeStatus">Its status.</param>
/// <param name="Version">Version of its program.</param>
/// <param name="UpSince">When its actor system started.</param>
/// <param name="Leader">Address of the leader; null when it knows none.</param>
/// <param name="Members">Number of members, by status.</param>
/// <param name="Unreachable">Addresses of members that another one does not hear from.</param>
/// <param name="Behind">Members that have not seen the latest gossip yet.</param>
/// <param name="Regions">Number of regions.</param>
/// <param name="Shards">Shards that are in memory somewhere.</param>
/// <param name="Entities">Entities that are in memory somewhere.</param>
/// <param name="Silent">Addresses of nodes whose shards could not be counted in.</param>
internal sealed record StatusView(
    string Node,
    string NodeStatus,
    string Version,
    DateTimeOffset UpSince,
    string? Leader,
    IReadOnlyDictionary<string, int> Members,
    IReadOnlyList<string> Unreachable,
    int Behind,
    int Regions,
    int Shards,
    int Entities,
    IReadOnlyList<string> Silent);
