using Akka.Actor;

namespace Fusion.Node.Admin;

/// <summary>What one region has on one node.</summary>
/// <param name="Region">Name of the region.</param>
/// <param name="Node">The node.</param>
/// <param name="Shards">Number of entities by shard id; null when the node did not tell.</param>
internal sealed record NodeShards(string Region, Address Node, IReadOnlyDictionary<string, int>? Shards)
{
    /// <summary>Number of shards; null when the node did not tell.</summary>
    public int? Count => Shards?.Count;

    /// <summary>Number of entities; null when the node did not tell.</summary>
    public int? Entities => Shards?.Values.Sum();
}
