using Akka.Actor;
using Fusion.Actors.Parcels;
using Fusion.Actors.Projects;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CustomerProtocol;

namespace Fusion.Actors.Customers;

/// <summary>Asks one project once what it says about itself, without a refresh, tells its parent and ends; the parent's end ends it too.</summary>
internal sealed class ProjectInfoActor : AskingActor
{
    /// <summary>An actor that asks the project of <paramref name="entry"/>.</summary>
    public ProjectInfoActor(CatalogueEntry entry, ActorServices services)
    {
        Receive<ProjectProtocol.ProjectInfoFound>(found => End(entry, found.Info));
        Receive<Refused>(_ => End(entry, null));
        services.Regions.Projects(entry.Kind).Tell(new ProjectProtocol.GetProjectInfo(entry.ProjectId, AsIs: true), Self);
    }

    private static void End(CatalogueEntry entry, ProjectInfo? info)
    {
        Context.Parent.Tell(new ProjectInfosActor.Answered(entry.ProjectId, info));
        Context.Stop(Context.Self);
    }
}
