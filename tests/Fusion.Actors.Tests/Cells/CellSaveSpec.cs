using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>What survives: with and without saving by itself, and over an unload.</summary>
public sealed class CellSaveSpec : CellSpec
{
    private static readonly (string, string) NoAutoSave = ("sml_project_autosave", "false");

    [Fact]
    public async Task Without_saving_by_itself_a_cell_has_after_a_crash_what_was_saved()
    {
        IActorRef cell = await CreateAsync(NoAutoSave);
        await Ask<RowsUpdated>(cell, Learn(Three));
        await Ask<RowsUpdated>(cell, Learn(Two));
        Assert.True((await InfoAsync(cell)).IsDirty);
        await CarryOutAsync(cell, new SaveProject(Iris));
        Assert.False((await InfoAsync(cell)).IsDirty);
        await Ask<RowsUpdated>(cell, Learn(Three));

        cell = await RestartAsync(cell);

        Assert.Equal(Frames.Sums(Three).Merge(Frames.Sums(Two)).Digest(), (await StatisticsAsync(cell)).Digest());
        Assert.False((await InfoAsync(cell)).IsDirty);
    }

    [Fact]
    public async Task A_batch_lost_with_a_crash_counts_when_it_is_sent_again_and_a_saved_one_does_not()
    {
        IActorRef cell = await CreateAsync(NoAutoSave);
        UpdateRows saved = Learn(Three), lost = Learn(Two);
        await Ask<RowsUpdated>(cell, saved);
        await CarryOutAsync(cell, new SaveProject(Iris));
        await Ask<RowsUpdated>(cell, lost);
        cell = await RestartAsync(cell);

        await Ask<RowsUpdated>(cell, saved);
        await Ask<RowsUpdated>(cell, lost);

        Assert.Equal(5, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task Statistics_that_were_lost_never_share_a_version_with_others()
    {
        IActorRef cell = await CreateAsync(NoAutoSave);
        await Ask<RowsUpdated>(cell, Learn(Three));
        string lost = (await ReleaseAsync(cell)).Version;
        cell = await RestartAsync(cell);
        string empty = (await ReleaseAsync(cell)).Version;
        await Ask<RowsUpdated>(cell, Learn(Two));
        string unsaved = (await ReleaseAsync(cell)).Version;
        await CarryOutAsync(cell, new SaveProject(Iris));
        string saved = (await ReleaseAsync(cell)).Version;

        Assert.Equal(4, new[] { lost, empty, unsaved, saved }.Distinct().Count());
        Assert.Equal(saved, (await ReleaseAsync(await RestartAsync(cell))).Version);
    }

    [Fact]
    public async Task A_snapshot_does_not_save_what_nobody_saved()
    {
        Services = ServicesWith(new Hosting.ActorsOptions { ConnectionString = "unused", SnapshotEvery = 1 });
        IActorRef cell = await CreateAsync(NoAutoSave);
        await Ask<RowsUpdated>(cell, Learn(Three));
        await CarryOutAsync(cell, new SaveProject(Iris));
        await Ask<RowsUpdated>(cell, Learn(Two));
        await Ask<NameSet>(cell, new SetName(Iris, Contracts.Ids.ProjectName.Parse("lily")));

        cell = await RestartAsync(cell);

        Assert.Equal((3, "lily"), ((await StatisticsAsync(cell)).Rows, (await InfoAsync(cell)).Name.Value));
        await Ask<RowsUpdated>(cell, Learn(Two));
        await CarryOutAsync(cell, new SaveProject(Iris));
        Assert.Equal(5, (await StatisticsAsync(await RestartAsync(cell))).Rows);
    }

    [Fact]
    public async Task An_unloaded_cell_keeps_every_acknowledged_row_those_on_their_way_and_those_never_saved()
    {
        TestProbe region = CreateTestProbe();
        IActorRef cell = region.ChildActorOf(CellProps());
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, Settings(true, NoAutoSave)));

        Task<RowsUpdated>[] before = [.. Enumerable.Range(0, 30).Select(_ => Ask<RowsUpdated>(cell, Learn(Three)))];
        Task<CarriedOut> unloaded = CarryOutAsync(cell, new UnloadProject(Iris));
        Task<RowsUpdated>[] after = [.. Enumerable.Range(0, 30).Select(_ => Ask<RowsUpdated>(cell, Learn(Two)))];
        await unloaded;
        Passivate passivate = region.ExpectMsg<Passivate>(Patience);
        region.Watch(cell);
        cell.Tell(passivate.StopMessage);

        await region.ExpectTerminatedAsync(cell, Patience);
        Assert.All(await Task.WhenAll([.. before, .. after]), acknowledged => Assert.Null(acknowledged.Error));
        Assert.Equal(30 * 5, (await StatisticsAsync(Start())).Rows);
    }

    [Fact]
    public async Task An_unloaded_cell_that_is_not_persisted_gives_its_name_back()
    {
        IActorRef cell = await CreateAsync(Settings(persist: false));
        await Ask<RowsUpdated>(cell, Learn(Three));
        await CarryOutAsync(cell, new SaveProject(Iris));

        Task<CustomerProtocol.ProjectDeleted> lost = Ask<CustomerProtocol.ProjectDeleted>(cell, new UnloadProject(Iris));
        Assert.Equal(Iris, Customers.ExpectMsg<CustomerProtocol.ForgetProject>(Patience).ProjectId);
        Customers.Reply(new CustomerProtocol.ProjectDeleted(Customer, Iris.Name));

        await lost;
    }

    [Fact]
    public async Task Calls_that_are_alike_are_one_line_of_the_log_which_survives_a_crash_and_an_unload()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));
        await Ask<RowsUpdated>(cell, Learn(Three));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,y", "CC", "1,wrong")));
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));
        await Ask<Refused>(cell, Learn(Three));
        await CarryOutAsync(cell, new SaveProject(Iris));

        UpdateLogFound log = await Ask<UpdateLogFound>(await RestartAsync(cell), new GetUpdateLog(Iris));

        Assert.Equal(
            [("my client", 200, "x,y", "C,C", 2, 6), ("my client", 400, "x,y", "C,C", 1, 1), ("my client", 500, "x,y", "C,C", 1, 3)],
            log.Lines.Select(line => (line.Client, line.Status, line.Names, line.Types, line.Calls, line.Rows)));
    }
}
