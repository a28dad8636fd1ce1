using Akka.Actor;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>A name that is an attribute here and a category column there never reaches the journal, and one that is there already ends no cell.</summary>
public sealed class CellClashSpec : CellSpec
{
    private static readonly DataFrame Category = Frames.Of("t,x", "TC", "red,1", "blue,2");
    private static readonly DataFrame Number = Frames.Of("t", "C", "7");
    private static readonly DataFrame NoValueYet = Frames.Of("t,x", "TC", ",1");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task A_merge_that_clashes_is_refused_and_nothing_changes(int here, int there)
    {
        DataFrame[] frames = [Category, Number, NoValueYet];
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(frames[here]));
        string before = (await ReleaseAsync(cell)).Version;

        Task<Refused> refused = Ask<Refused>(cell, new MergeProject(Iris, AttemptId.New(), new ProjectEntry(Project("other"), ProjectKind.Cell)));
        ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        Cells.Reply(new ProjectProtocol.StatisticsFound(question.ProjectId, "v1", Frames.Sums(frames[there]), false, [question.ProjectId]));
        Fault fault = (await refused).Fault;

        Assert.Equal(FaultCode.InvalidRequest, fault.Code);
        Assert.Contains("'t'", fault.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await ReleaseAsync(await RestartAsync(cell))).Version);
    }

    [Fact]
    public async Task A_clash_that_is_in_the_journal_is_left_out_and_the_cell_goes_on()
    {
        await StoreAsync(
            new CellCreated(Iris, Settings(), Time.GetUtcNow()),
            new BatchesCommitted(Iris, [Receipt()], Frames.Sums(NoValueYet), ["t"], Time.GetUtcNow()),
            new BatchesCommitted(Iris, [Receipt()], Frames.Sums(Number), [], Time.GetUtcNow()));

        IActorRef cell = Start();
        await Ask<RowsUpdated>(cell, Learn(Category));

        Assert.Equal(3, (await StatisticsAsync(await RestartAsync(cell))).Rows);
    }

    [Fact]
    public async Task A_cell_that_cannot_be_started_says_so_and_can_be_erased()
    {
        await StoreAsync(new CellCreated(Iris, Settings(true, (LearningOptions.WindowParameter, "many")), Time.GetUtcNow()));
        IActorRef cell = Start();

        for (int i = 0; i < 2; i++)
        {
            Fault fault = (await Ask<Refused>(cell, Learn(Number))).Fault;
            Assert.Equal(FaultCode.ProcessingFailed, fault.Code);
            Assert.Contains("can't be started", fault.Text, StringComparison.Ordinal);
        }

        await Ask<Refused>(cell, new CreateCell(Iris, Settings()));
        await Ask<ProjectProtocol.Erased>(cell, new ProjectProtocol.EraseProject(Iris));
        await StopAsync(cell);
        await CreateAsync();
    }

    [Fact]
    public void An_export_that_contradicts_itself_is_not_imported()
    {
        string text = ProjectArchive.Write(new ProjectContent(Settings(), Frames.Sums(Number), ["t"], [], ProjectCondition.Initial));

        Assert.Contains("'t'", Assert.Throws<InvalidRequestException>(() => ProjectArchive.Read(text, 10)).Message, StringComparison.Ordinal);
    }

    private static BatchReceipt Receipt() => new(AttemptId.New(), Forget: false, 1, 0, null);

    private async Task StoreAsync(params IFusionMessage[] events)
    {
        string id = $"cell-{Iris.EntityId}";
        IActorRef writer = Sys.ActorOf(Props.Create(() => new StoredEvents(id, events)));
        await writer.Ask<StoredEvents.Write>(StoredEvents.Write.Instance, Patience);
        await StopAsync(writer);
    }
}
