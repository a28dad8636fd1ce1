using Akka.Actor;
using Fusion.Actors.Cells;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>One cell whose region and customer the test plays.</summary>
public abstract class CellSpec : ActorSpec
{
    private protected static readonly ProjectId Iris = Project("iris");
    private protected static readonly DataFrame Three = Frames.Of("x,y", "CC", "1,2", "3,5", "4.5,");
    private protected static readonly DataFrame Two = Frames.Of("y,k", "CT", "7,a", "8,b");

    private protected static UpdateRows Learn(DataFrame frame) => new(Iris, AttemptId.New(), Forget: false, frame, "my client 10.0.0.1");

    private protected static UpdateRows Forget(DataFrame frame) => Learn(frame) with { Forget = true };

    private protected Props CellProps()
    {
        ProjectId id = Iris;
        ActorServices services = Services;
        return Props.Create(() => new CellActor(id, services));
    }

    private protected IActorRef Start() => Sys.ActorOf(CellProps());

    /// <summary>The cell after a crash.</summary>
    private protected async Task<IActorRef> RestartAsync(IActorRef cell)
    {
        await StopAsync(cell);
        return Start();
    }

    private protected Task<IActorRef> CreateAsync(params (string Key, string Value)[] parameters) => CreateAsync(Settings(true, parameters));

    private protected async Task<IActorRef> CreateAsync(ProjectSettings settings)
    {
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, settings));
        return cell;
    }

    private protected Task<LifeCycleProtocol.CarriedOut> CarryOutAsync(IActorRef cell, ProjectProtocol.ICommand command) =>
        Ask<LifeCycleProtocol.CarriedOut>(cell, command);

    private protected async Task<ProjectInfo> InfoAsync(IActorRef cell) =>
        (await Ask<ProjectProtocol.ProjectInfoFound>(cell, new ProjectProtocol.GetProjectInfo(Iris))).Info;

    private protected async Task<ProjectProtocol.StatisticsFound> ReleaseAsync(IActorRef cell) =>
        await Ask<ProjectProtocol.StatisticsFound>(cell, new ProjectProtocol.GetStatistics(Iris, null, []));

    private protected async Task<SufficientStatistics> StatisticsAsync(IActorRef cell) => (await ReleaseAsync(cell)).Statistics;
}
