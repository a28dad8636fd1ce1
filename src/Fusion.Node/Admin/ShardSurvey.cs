using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Fusion.Contracts.Protocols;

namespace Fusion.Node.Admin;

/// <summary>
/// Counts what is in memory where. Every node is asked for itself, so that one that is silent hides nothing but its own; one that nobody hears is not waited for.
/// </summary>
internal sealed class ShardSurvey(ActorSystem system, Questions questions)
{
    /// <summary>Longer than a region waits for its shards.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Names of the regions, in order.</summary>
    public ImmutableArray<string> Regions => [.. ClusterSharding.Get(system).ShardTypeNames.Order(StringComparer.Ordinal)];

    /// <summary>Counts shards and entities, by region, then by node.</summary>
    /// <param name="region">The only region wanted; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AdminException">There is no such region.</exception>
    public async Task<IReadOnlyList<NodeShards>> RunAsync(string? region, CancellationToken cancellationToken)
    {
        ImmutableArray<string> regions = Regions;
        if (region is not null && !regions.Contains(region))
            throw new AdminException(StatusCodes.Status404NotFound, $"There is no region [{region}]; the regions are {string.Join(", ", regions)}");
        ClusterEvent.CurrentClusterState state = Cluster.Get(system).State;
        return await Task.WhenAll(
            from name in region is null ? regions : [region]
            from member in state.Members
            select CountAsync(name, member, IsHeard(member, state), cancellationToken));
    }

    /// <summary>The first entities that a node has of a region, by shard and id; none when the node is silent.</summary>
    /// <param name="part">The region on the node.</param>
    /// <param name="shard">The only shard wanted; null for all.</param>
    /// <param name="limit">Most entities wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<InspectionProtocol.ShardEntities>> EntitiesAsync(
        NodeShards part, string? shard, int limit, CancellationToken cancellationToken)
    {
        if (part.Entities is null or 0) return [];
        try
        {
            ActorSelection actor = system.ActorSelection(new RootActorPath(part.Node) / "user" / InspectionProtocol.ActorName);
            InspectionProtocol.ListEntities question = new(part.Region, shard, limit);
            return await questions.AskAsync(actor, question, cancellationToken) is InspectionProtocol.EntitiesListed listed ? listed.Shards : [];
        }
        catch (AskTimeoutException)
        {
            return [];
        }
    }

    private static bool IsHeard(Member member, ClusterEvent.CurrentClusterState state) =>
        member.Status is MemberStatus.Up or MemberStatus.WeaklyUp or MemberStatus.Leaving && !state.Unreachable.Contains(member);

    private async Task<NodeShards> CountAsync(string region, Member member, bool isHeard, CancellationToken cancellationToken)
    {
        if (!isHeard) return new NodeShards(region, member.Address, null);
        try
        {
            ShardRegionStats stats = await Select(member.Address, region).Ask<ShardRegionStats>(GetShardRegionStats.Instance, Patience, cancellationToken);
            return new NodeShards(region, member.Address, stats.Stats.ToImmutableDictionary());
        }
        catch (AskTimeoutException)
        {
            return new NodeShards(region, member.Address, null);
        }
    }

    private ActorSelection Select(Address node, string region) =>
        system.ActorSelection(new RootActorPath(node) / "system" / "sharding" / Uri.EscapeDataString(region));
}
