using Akka.Actor;
using Fusion.Actors.Cells;
using Fusion.Actors.Projects;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Support;

/// <summary>One cell, created with parameters.</summary>
public abstract class CellSpec : ActorSpec
{
    private protected static readonly ProjectId Iris = Project("iris");

    private protected static UpdateRows Learn(DataFrame frame) => new(Iris, AttemptId.New(), Forget: false, frame, "test");

    private protected static UpdateRows Forget(DataFrame frame) => Learn(frame) with { Forget = true };

    private protected IActorRef Start()
    {
        ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new CellActor(Iris, services)));
    }

    private protected Task<IActorRef> CreateAsync(params (string Key, string Value)[] parameters) => CreateAsync(Settings(true, parameters));

    private protected async Task<IActorRef> CreateAsync(ProjectSettings settings)
    {
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, settings));
        return cell;
    }

    /// <summary>The same cell from its journal, as after a crash.</summary>
    private protected async Task<IActorRef> RestartAsync(IActorRef cell)
    {
        await StopAsync(cell);
        return Start();
    }

    private protected async Task<SufficientStatistics> StatisticsAsync(IActorRef cell) =>
        (await Ask<ProjectProtocol.StatisticsFound>(cell, new ProjectProtocol.GetStatistics(Iris, null, []))).Statistics;
}
