using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using static Fusion.Contracts.Protocols.InspectionProtocol;

namespace Fusion.Actors.Inspection;

/// <summary>Asks a region of this node for its entities, answers with as many as are wanted and ends.</summary>
internal sealed class EntityListActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // the asker's is shorter

    private readonly ListEntities _query;
    private readonly IActorRef _replyTo;

    /// <summary>An actor that will answer <paramref name="replyTo"/>.</summary>
    public EntityListActor(ListEntities query, IActorRef replyTo)
    {
        _query = query;
        _replyTo = replyTo;
        Receive<CurrentShardRegionState>(Handle);
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
    }

    /// <summary>The first ids by shard and id, as many as are wanted.</summary>
    internal static ImmutableArray<ShardEntities> Cut(IEnumerable<(string Shard, IEnumerable<string> Entities)> shards, string? shard, int limit)
    {
        ImmutableArray<ShardEntities>.Builder cut = ImmutableArray.CreateBuilder<ShardEntities>();
        foreach ((string id, IEnumerable<string> entities) in shards.OrderBy(one => one.Shard.Length).ThenBy(one => one.Shard, StringComparer.Ordinal))
        {
            if (shard is not null && shard != id) continue;
            ImmutableArray<string> taken = [.. entities.Order(StringComparer.Ordinal).Take(limit)];
            limit -= taken.Length;
            if (taken.Length > 0) cut.Add(new ShardEntities(id, taken));
        }

        return cut.ToImmutable();
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        ClusterSharding sharding = ClusterSharding.Get(Context.System);
        if (sharding.ShardTypeNames.Contains(_query.Region))
        {
            sharding.ShardRegion(_query.Region).Tell(GetShardRegionState.Instance);
            Context.SetReceiveTimeout(Patience);
        }
        else
        {
            Answer([]); // of a node that is only starting
        }
    }

    private void Handle(CurrentShardRegionState state) =>
        Answer(Cut(state.Shards.Select(shard => (shard.ShardId, shard.EntityIds.AsEnumerable())), _query.Shard, _query.Limit));

    private void Answer(ImmutableArray<ShardEntities> shards)
    {
        _replyTo.Tell(new EntitiesListed(shards));
        Context.Stop(Self);
    }
}
