using Akka.Actor;
using Fusion.Actors.Hosting;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;

namespace Fusion.Actors.Tests.Projects;

/// <summary>When a snapshot is due, by number and by bytes.</summary>
public sealed class SnapshotDueSpec : ActorSpec
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(0, 1, 10)] // small ones by number
    [InlineData(1_000, 1, 10)]
    [InlineData(MiB, 1, 1_000)] // a large one by its weight, at the latest after a hundred times as many
    [InlineData(MiB, 100_000, 42)] // 4 MiB / 100,000 bytes
    [InlineData(MiB, MiB, 10)]
    [InlineData(MiB, 8 * MiB, 2)] // heavy events do not wait for ten
    [InlineData(0, 20 * MiB, 1)]
    [InlineData(30 * MiB, 20 * MiB, 6)]
    public async Task A_snapshot_is_due_after_events(long snapshot, long each, int events)
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", SnapshotEvery = 10 });
        ActorServices services = Services;
        IActorRef entity = Sys.ActorOf(Props.Create(() => new Entity(services, snapshot)));

        int counted = 1;
        while (!await entity.Ask<bool>(each, Patience)) counted++;

        Assert.Equal(events, counted);
    }

    /// <summary>Stores numbers that weigh what they say.</summary>
    private sealed class Entity : EntityActor
    {
        public Entity(ActorServices services, long snapshot)
            : base("entity", services)
        {
            CountFrom(snapshot);
            Command<long>(bytes => Sender.Tell(CountEvent(bytes)));
        }

        protected override long Weigh(object stored) => (long)stored;
    }
}
