using Akka.Actor;
using Akka.Hosting;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Regions;

namespace Fusion.Actors.Sharding;

/// <summary>The regions as the actors reach them. Looked up on use: regions start one after the other and know each other.</summary>
/// <param name="registry">Where the regions register.</param>
internal sealed class ShardRegions(IReadOnlyActorRegistry registry)
{
    /// <summary>The customers.</summary>
    public IActorRef Customers => registry.Get<CustomerRegion>();

    /// <summary>The jobs.</summary>
    public IActorRef Jobs => registry.Get<JobRegion>();

    /// <summary>The giver of job numbers.</summary>
    public IActorRef JobNumbers => registry.Get<JobNumberRegion>();

    /// <summary>The projects of one kind.</summary>
    public IActorRef Projects(ProjectKind kind) => kind switch
    {
        ProjectKind.Cell => registry.Get<CellRegion>(),
        ProjectKind.Fusion => registry.Get<FusionRegion>(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No region holds projects of this kind"),
    };
}
