using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Fusion.Actors.Cells;
using Fusion.Actors.Customers;
using Fusion.Actors.Fusions;
using Fusion.Actors.Inspection;
using Fusion.Actors.Jobs;
using Fusion.Actors.Parcels;
using Fusion.Actors.Projects;
using Fusion.Actors.Serialization;
using Fusion.Actors.Sharding;
using Fusion.Actors.Storage;
using Fusion.Contracts;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Contracts.Regions;
using Fusion.Contracts.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fusion.Actors.Hosting;

/// <summary>Registers the actor system of a node.</summary>
public static class FusionActorsExtensions
{
    /// <summary>Name of the actor system; part of every node's address.</summary>
    public const string SystemName = "fusion";

    /// <summary>Name of the file with Akka's own settings, beside the executable.</summary>
    public const string HoconFile = "akka.hocon";

    /// <summary>Where that file is.</summary>
    internal static string HoconPath { get; } = Path.Combine(AppContext.BaseDirectory, HoconFile);

    /// <summary>
    /// Adds the actor system with its shard regions, its journal and its health checks. Needs <see cref="ActorsOptions"/>, <see cref="CompatibilityOptions"/>,
    /// <see cref="IUserDirectory"/>, <see cref="ISecretProtector"/>, <see cref="IHostDirectory"/>, <see cref="IStoreRefusal"/> and <see cref="TimeProvider"/>
    /// in the container.
    /// </summary>
    public static IServiceCollection AddFusionActors(this IServiceCollection services)
    {
        services.AddSingleton(provider => Store.Of(provider.GetRequiredService<IOptions<ActorsOptions>>().Value));
        services.AddSingleton<StoreHealth>();
        services.AddSingleton<IParcelService, ParcelService>();
        services.AddHealthChecks().AddCheck<ReadinessCheck>("fusion");
        return services.AddAkka(SystemName, Configure);
    }

    /// <summary>
    /// Opens the store of journal and snapshots and looks for damage; called before the actor system starts. What is damaged is logged, and refused when it is
    /// asked for.
    /// </summary>
    /// <exception cref="StorageException">The store can't be used.</exception>
    public static async Task OpenFusionStorageAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        Store store = services.GetRequiredService<Store>();
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Fusion.Storage");
        await store.OpenAsync(cancellationToken);
        StoreFindings findings = await StoreCheck.RunAsync(store, cancellationToken);
        foreach (string finding in findings.Whole) StoreLog.StoreDamaged(logger, finding);
        foreach (Damage damage in findings.Entities) StoreLog.EntityDamaged(logger, damage);
        services.GetRequiredService<StoreHealth>().Take(findings);
    }

    private static void Configure(AkkaConfigurationBuilder builder, IServiceProvider provider)
    {
        ActorsOptions options = provider.GetRequiredService<IOptions<ActorsOptions>>().Value;
        builder
            .AddHoconFile(HoconPath, HoconAddMode.Prepend)
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers(); // one log: the host's, with the host's levels
                loggers.AddLoggerFactory();
            })
            .WithStore(provider.GetRequiredService<Store>())
            .WithRemoting(new RemoteOptions { HostName = options.ListenHost, PublicHostName = options.Host, Port = options.Port }.WithTls(options))
            .WithClustering(new ClusterOptions()) // no seeds: which cluster this node joins, and whether, is for MembershipActor to decide
            .WithCustomSerializer(SystemName, [typeof(IFusionMessage)], system => new FusionSerializer(system))
            .WithStrictSerialization(true) // a message without a serializer of ours is an error, never silent JSON
            .WithFusionRegions(options, provider)
            .WithActors((system, _) => system.ActorOf(Props.Create(() => new InspectionActor()), InspectionProtocol.ActorName))
            .WithActors((system, _) => system.ActorOf(Membership(options, provider), MembershipProtocol.ActorName))
            .WithActors((system, _) => system.ActorOf(Props.Create(() => new HostsActor(provider.GetRequiredService<IHostDirectory>())), "hosts"))
            .WithActorSystemLivenessCheck()
            .WithAkkaClusterReadinessCheck();
    }

    private static Props Membership(ActorsOptions options, IServiceProvider provider)
    {
        Store store = provider.GetRequiredService<Store>();
        (string, string) named = (store.Identity, store.Name);
        ImmutableArray<Address> seeds = [.. options.Seeds.Select(seed => Address.Parse($"{ClusterTls.ProtocolOf(options)}://{SystemName}@{seed}"))];
        IStoreRefusal refusal = provider.GetRequiredService<IStoreRefusal>();
        return Props.Create(() => new MembershipActor(named, seeds, refusal));
    }

    private static AkkaConfigurationBuilder WithFusionRegions(this AkkaConfigurationBuilder builder, ActorsOptions options, IServiceProvider provider)
    {
        ComputePool compute = new(options.ComputeParallelism);
        Func<IReadOnlyActorRegistry, ActorServices> services = registry => new ActorServices(
            options,
            AnswerOptions.Of(provider.GetRequiredService<IOptions<CompatibilityOptions>>().Value),
            new ShardRegions(registry),
            compute,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IUserDirectory>(),
            provider.GetRequiredService<ISecretProtector>(),
            provider.GetRequiredService<IHostDirectory>(),
            provider.GetRequiredService<StoreHealth>());

        return builder
            .WithRegion<CustomerRegion>("customer", services, (id, shared) => Props.Create(() => new CustomerActor(CustomerId.Parse(id), shared)))
            .WithRegion<CellRegion>("cell", services, (id, shared) => Props.Create(() => new CellActor(ProjectId.Parse(id), shared)))
            .WithRegion<FusionRegion>("fusion", services, (id, shared) => Props.Create(() => new FusionActor(ProjectId.Parse(id), shared)))
            .WithRegion<JobRegion>("job", services, (id, shared) => Props.Create(() => new JobActor(JobId.Parse(id), shared)))
            .WithRegion<JobNumberRegion>(JobNumberActor.RegionName, services, (_, shared) => Props.Create(() => new JobNumberActor(shared)));
    }

    private static AkkaConfigurationBuilder WithRegion<TKey>(
        this AkkaConfigurationBuilder builder,
        string name,
        Func<IReadOnlyActorRegistry, ActorServices> services,
        Func<string, ActorServices, Props> props) =>
        builder.WithShardRegion<TKey>(
            name,
            (_, registry, _) =>
            {
                ActorServices shared = services(registry);
                return entityId => Refusal(name, entityId, shared) ?? props(entityId, shared);
            },
            new EntityExtractor(),
            new ShardOptions { StateStoreMode = StateStoreMode.DData, RememberEntities = false });

    /// <summary>What stands in for an entity that can't be recovered, or had better not yet.</summary>
    private static Props? Refusal(string region, string entityId, ActorServices shared)
    {
        string persistenceId = region == JobNumberActor.RegionName ? region : $"{region}-{entityId}";
        Fault? fault = shared.Health.RefusalOf(persistenceId, out TimeSpan? wait);
        return fault is null ? null : Props.Create(() => new RefusingActor(fault, wait));
    }
}
