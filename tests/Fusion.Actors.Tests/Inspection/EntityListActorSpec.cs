using Fusion.Actors.Inspection;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Tests.Inspection;

public sealed class EntityListActorSpec
{
    private static readonly (string, IEnumerable<string>)[] Shards = [("10", ["c/b", "c/a"]), ("9", ["c/z"]), ("11", [])];

    [Fact]
    public void Entities_come_by_shard_and_id()
    {
        Assert.Equal(["9: c/z", "10: c/a c/b"], Texts(EntityListActor.Cut(Shards, null, 100)));
    }

    [Fact]
    public void One_shard_can_be_asked_for()
    {
        Assert.Equal(["10: c/a c/b"], Texts(EntityListActor.Cut(Shards, "10", 100)));
        Assert.Empty(EntityListActor.Cut(Shards, "12", 100));
    }

    [Fact]
    public void A_limit_ends_the_list()
    {
        Assert.Equal(["9: c/z", "10: c/a"], Texts(EntityListActor.Cut(Shards, null, 2)));
        Assert.Empty(EntityListActor.Cut(Shards, null, 0));
    }

    private static IEnumerable<string> Texts(IEnumerable<InspectionProtocol.ShardEntities> shards) =>
        shards.Select(shard => $"{shard.Shard}: {string.Join(' ', shard.Entities)}");
}
