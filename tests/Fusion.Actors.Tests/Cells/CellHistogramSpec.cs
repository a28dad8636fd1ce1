using Akka.Actor;
using Fusion.Actors.Cells;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

public sealed class CellHistogramSpec : ActorSpec
{
    private static readonly ProjectId Iris = Project("iris");
    private static readonly DataFrame Three = Frames.Of("x,y", "CC", "1,2", "3,5", "4.5,");

    [Fact]
    public async Task A_cell_with_histograms_counts_values_and_still_does_after_it_starts_again()
    {
        IActorRef cell = await CreateAsync(histogram: true);
        await Ask<RowsUpdated>(cell, Update(Three, forget: false));
        await Ask<RowsUpdated>(cell, Update(Frames.Of("x,y", "CC", "0.5,7"), forget: false));
        await StopAsync(cell);
        IActorRef reborn = Start();
        await Ask<RowsUpdated>(reborn, Update(Frames.Of("x,y", "CC", "0.5,7", "4.5,"), forget: true));

        ProjectProtocol.Explore question = new(Iris, "uni", [MlContext.Empty with { InputAttributeNames = ["x"] }]);
        Dictionary<string, double> answer = new((await Ask<ProjectProtocol.Explored>(reborn, question)).Results[0]);

        Assert.Equal((1, 3, 2), (answer["min"], answer["max"], answer["median"]));
    }

    [Fact]
    public async Task A_cell_without_histograms_counts_none()
    {
        IActorRef cell = await CreateAsync(histogram: false);
        await Ask<RowsUpdated>(cell, Update(Three, forget: false));

        Assert.False((await Ask<ProjectProtocol.StatisticsFound>(cell, new ProjectProtocol.GetStatistics(Iris, null, []))).Statistics.HasValueCounts);
    }

    private static UpdateRows Update(DataFrame frame, bool forget) => new(Iris, AttemptId.New(), forget, frame, "test");

    private IActorRef Start()
    {
        ProjectId id = Iris;
        ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new CellActor(id, services)));
    }

    private async Task<IActorRef> CreateAsync(bool histogram)
    {
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, Settings() with { Histogram = histogram }));
        return cell;
    }
}
