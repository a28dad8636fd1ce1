using System.Collections.Immutable;
using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Fusion.Actors.Hosting;
using Fusion.Actors.Jobs;
using Fusion.Actors.Projects;
using Fusion.Actors.Serialization;
using Fusion.Actors.Sharding;
using Fusion.Actors.Storage;
using Fusion.Contracts;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Regions;
using Microsoft.Extensions.Time.Testing;

namespace Fusion.Actors.Tests.Support;

/// <summary>
/// One entity at a time: the journal is in memory, every region is a probe, time is ours, and every message asked goes through the serializer both ways
/// (Akka's own serialize-messages can't be used: messages of its in-memory journal do not survive it).
/// </summary>
public abstract class ActorSpec : TestKit
{
    private const string Config =
        """
        akka {
          loglevel = WARNING
          persistence.journal.plugin = "akka.persistence.journal.inmem"
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
          actor {
            serializers.fusion = "Fusion.Actors.Serialization.FusionSerializer, Fusion.Actors"
            serialization-bindings { "Fusion.Contracts.IFusionMessage, Fusion.Contracts" = fusion }
          }
        }
        """;

    private protected ActorSpec()
        : base(Config)
    {
        ActorRegistry registry = ActorRegistry.For(Sys);
        Customers = Region<CustomerRegion>(registry);
        Cells = Region<CellRegion>(registry);
        Fusions = Region<FusionRegion>(registry);
        JobsRegion = Region<JobRegion>(registry);
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused" });
        ActorServices services = Services;
        registry.Register<JobNumberRegion>(Sys.ActorOf(Props.Create(() => new JobNumberActor(services))));
    }

    private protected static TimeSpan Patience => TimeSpan.FromSeconds(20);

    private protected static CustomerId Customer { get; } = CustomerId.Parse("c1");

    private protected TestProbe Customers { get; }

    private protected TestProbe Cells { get; }

    private protected TestProbe Fusions { get; }

    private protected TestProbe JobsRegion { get; }

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private protected FixedUsers Users { get; } = new();

    private protected ReversingProtector Secrets { get; } = new();

    private protected ActorServices Services { get; set; }

    private protected static ProjectId Project(string name) => new(Customer, ProjectName.Parse(name), 0);

    private protected static ProjectSettings Settings(bool persist = true, params (string Key, string Value)[] parameters) => new(
        "cpu", persist, Histogram: false, parameters.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));

    private protected ActorServices ServicesWith(ActorsOptions options) =>
        new(
            options, AnswerOptions.Of(new CompatibilityOptions()), new ShardRegions(ActorRegistry.For(Sys)), new ComputePool(2), Time,
            Users, Secrets, new LoopbackHosts(),
            new StoreHealth(new SqliteStore("Data Source=unused"), Time));

    /// <summary>Sends and waits for the one reply.</summary>
    private protected async Task<T> Ask<T>(IActorRef actor, IFusionMessage message)
        where T : IFusionMessage => (T)OverTheWire(await actor.Ask<T>(OverTheWire(message), Patience));

    /// <summary>Ends an entity as a crash would: what is not in the journal is gone.</summary>
    private protected static async Task StopAsync(IActorRef actor) => Assert.True(await actor.GracefulStop(Patience));

    private IFusionMessage OverTheWire(IFusionMessage message)
    {
        FusionSerializer serializer = new((ExtendedActorSystem)Sys);
        return (IFusionMessage)serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
    }

    private TestProbe Region<TKey>(ActorRegistry registry)
    {
        TestProbe probe = CreateTestProbe();
        registry.Register<TKey>(probe);
        return probe;
    }
}
