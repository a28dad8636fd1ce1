using Akka.Actor;
using Fusion.Actors.Cells;
using Fusion.Actors.Hosting;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

public sealed class CellActorSpec : ActorSpec
{
    private static readonly ProjectId Iris = Project("iris");
    private static readonly DataFrame Three = Frames.Of("x,y", "CC", "1,2", "3,5", "4.5,");
    private static readonly DataFrame Two = Frames.Of("y,k", "CT", "7,a", "8,b");

    [Fact]
    public async Task Learned_rows_are_the_sums_of_all_batches()
    {
        IActorRef cell = await CreateAsync();

        RowsUpdated first = await Ask<RowsUpdated>(cell, Learn(Three));
        RowsUpdated second = await Ask<RowsUpdated>(cell, Learn(Two));

        Assert.Equal((3, 0, null), (first.AcceptedRows, first.RejectedRows, first.Error));
        Assert.Equal(2, second.AcceptedRows);
        Assert.Equal(Frames.Sums(Three).Merge(Frames.Sums(Two)).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task A_batch_sent_again_under_its_key_counts_once()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows batch = Learn(Three);

        RowsUpdated first = await Ask<RowsUpdated>(cell, batch), again = await Ask<RowsUpdated>(cell, batch);

        Assert.Equal((3, false, 3, true), (first.AcceptedRows, first.IsRepeated, again.AcceptedRows, again.IsRepeated));
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_batch_sent_twice_at_once_counts_once_and_answers_both()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows batch = Learn(Three);

        RowsUpdated[] both = await Task.WhenAll(Ask<RowsUpdated>(cell, batch), Ask<RowsUpdated>(cell, batch));

        Assert.Equal([3L, 3L], both.Select(reply => reply.AcceptedRows));
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_key_counts_again_after_its_retention()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows batch = Learn(Three) with { AttemptId = new AttemptId("mine") };
        await Ask<RowsUpdated>(cell, batch);

        Time.Advance(TimeSpan.FromHours(25));
        await Ask<RowsUpdated>(cell, Learn(Two));
        await Ask<RowsUpdated>(cell, batch);

        Assert.Equal(8, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_key_used_to_learn_is_refused_when_it_is_used_to_forget()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows batch = Learn(Three);
        await Ask<RowsUpdated>(cell, batch);

        Refused refused = await Ask<Refused>(cell, batch with { Forget = true });

        Assert.Contains("was used to learn", refused.Fault.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_key_is_refused_in_the_other_direction_while_its_batch_is_still_on_its_way()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows batch = Learn(Three);

        IReply[] replies = await Task.WhenAll(Ask<IReply>(cell, batch), Ask<IReply>(cell, batch with { Forget = true }));

        Assert.IsType<RowsUpdated>(replies[0]);
        Assert.Contains("was used to learn", Assert.IsType<Refused>(replies[1]).Fault.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_key_made_here_is_forgotten_long_before_one_that_a_client_chose()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows generated = Learn(Three), chosen = Learn(Three) with { AttemptId = new AttemptId("mine") };
        await Ask<RowsUpdated>(cell, generated);
        await Ask<RowsUpdated>(cell, chosen);
        Time.Advance(TimeSpan.FromMinutes(11));
        await Ask<RowsUpdated>(cell, Learn(Two));

        await Ask<RowsUpdated>(cell, generated);
        await Ask<RowsUpdated>(cell, chosen);

        Assert.Equal(3 + 3 + 2 + 3, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task More_attributes_than_allowed_are_refused_by_name()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", MaxAttributes = 2 });
        IActorRef cell = await CreateAsync(("sml_project_learn_merge", "true"));

        Refused refused = await Ask<Refused>(cell, Learn(Frames.Of("x,y,z", "CCC", "1,2,3")));

        Assert.Contains("2", refused.Fault.Text, StringComparison.Ordinal);
        Assert.Empty((await StatisticsAsync(cell)).Schema);
    }

    [Fact]
    public async Task Batches_on_their_way_when_a_cell_is_erased_never_come_back()
    {
        IActorRef cell = await CreateAsync();
        Task<IReply>[] batches = [.. Enumerable.Range(0, 50).Select(_ => Ask<IReply>(cell, Learn(Three)))];

        await Ask<ProjectProtocol.Erased>(cell, new ProjectProtocol.EraseProject(Iris));
        await Task.WhenAll(batches);
        await StopAsync(cell);

        Assert.All(batches, batch => Assert.True(batch.Result is RowsUpdated or Refused));
        Assert.Equal(FaultCode.UnknownProject, (await Ask<Refused>(Start(), new ProjectProtocol.GetProjectInfo(Iris))).Fault.Code);
    }

    [Fact]
    public async Task Forgotten_rows_were_never_learned()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));
        await Ask<RowsUpdated>(cell, Learn(Two));

        await Ask<RowsUpdated>(cell, Learn(Two) with { Forget = true });

        Assert.Equal(Frames.Sums(Three).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task Rows_before_a_bad_row_count_and_the_bad_row_is_named()
    {
        IActorRef cell = await CreateAsync();

        RowsUpdated reply = await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "1", "2", "many", "4")));

        Assert.Equal(2, reply.AcceptedRows);
        Assert.Contains("many", reply.Error, StringComparison.Ordinal);
        Assert.Contains("3", reply.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task With_learn_merge_one_bad_row_declines_the_whole_batch()
    {
        IActorRef cell = await CreateAsync(("sml_project_learn_merge", "true"));
        await Ask<RowsUpdated>(cell, Learn(Three));

        Refused refused = await Ask<Refused>(cell, Learn(Frames.Of("z", "C", "1", "many")));

        Assert.Equal(FaultCode.InvalidRequest, refused.Fault.Code);
        Assert.Equal(Frames.Sums(Three).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task An_acknowledged_batch_survives_the_end_of_its_actor()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows batch = Learn(Two);
        await Ask<RowsUpdated>(cell, batch);
        await StopAsync(cell);

        IActorRef reborn = Start();
        await Ask<RowsUpdated>(reborn, batch);

        Assert.Equal(Frames.Sums(Two).Digest(), (await StatisticsAsync(reborn)).Digest());
    }

    [Fact]
    public async Task A_cell_recovers_from_snapshot_and_later_events()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", SnapshotEvery = 3 });
        IActorRef cell = await CreateAsync();
        for (int i = 0; i < 7; i++) await Ask<RowsUpdated>(cell, Learn(Three));
        await StopAsync(cell);

        IActorRef reborn = Start();

        Assert.Equal(21, (await StatisticsAsync(reborn)).Rows);
        Assert.Equal(["x", "y"], (await StatisticsAsync(reborn)).Schema.Select(attribute => attribute.Name));
    }

    [Fact]
    public async Task The_type_of_a_category_column_without_a_value_survives_too()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,k", "CT", "1,")));
        await StopAsync(cell);

        IActorRef reborn = Start();
        await Ask<RowsUpdated>(reborn, Learn(Frames.Of("x,k", "CC", "1,5")));

        Assert.Equal(["x", "k$5"], (await StatisticsAsync(reborn)).Schema.Select(attribute => attribute.Name));
    }

    [Fact]
    public async Task An_unpersisted_cell_is_lost_with_its_actor_and_gives_its_name_back()
    {
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, Settings(persist: false)));
        await Ask<RowsUpdated>(cell, Learn(Three));
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
        await StopAsync(cell);

        Refused refused = await Ask<Refused>(Start(), new ProjectProtocol.GetProjectInfo(Iris));

        Assert.Equal(FaultCode.UnknownProject, refused.Fault.Code);
        CustomerProtocol.ForgetProject forget = Customers.ExpectMsg<CustomerProtocol.ForgetProject>(Patience);
        Assert.Equal(Iris, forget.ProjectId);
    }

    [Fact]
    public async Task A_cell_that_was_not_created_is_unknown()
    {
        Refused refused = await Ask<Refused>(Start(), Learn(Three));

        Assert.Equal("Cannot Find SYMETRYML id[iris] for Customer id [c1]", refused.Fault.Text);
    }

    [Fact]
    public async Task An_asker_with_the_current_version_gets_no_statistics()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));
        string version = (await Ask<ProjectProtocol.StatisticsFound>(cell, new ProjectProtocol.GetStatistics(Iris, null, []))).Version;

        await Ask<ProjectProtocol.StatisticsUnchanged>(cell, new ProjectProtocol.GetStatistics(Iris, version, []));
        await Ask<RowsUpdated>(cell, Learn(Three));
        ProjectProtocol.StatisticsFound changed = await Ask<ProjectProtocol.StatisticsFound>(cell, new ProjectProtocol.GetStatistics(Iris, version, []));

        Assert.NotEqual(version, changed.Version);
    }

    [Fact]
    public async Task An_erased_cell_is_unknown_after_it_starts_again()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));

        await Ask<ProjectProtocol.Erased>(cell, new ProjectProtocol.EraseProject(Iris));
        await StopAsync(cell);

        Refused refused = await Ask<Refused>(Start(), new ProjectProtocol.GetProjectInfo(Iris));
        Assert.Equal(FaultCode.UnknownProject, refused.Fault.Code);
    }

    [Fact]
    public async Task More_batches_than_may_wait_are_declined_and_the_others_all_count()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", BatchesInFlight = 1, BatchesWaiting = 1 });
        IActorRef cell = await CreateAsync();

        IReply[] replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Ask<IReply>(cell, Learn(Three))));

        int counted = replies.OfType<RowsUpdated>().Count();
        Assert.All(replies.OfType<Refused>(), refused => Assert.Equal(FaultCode.Overloaded, refused.Fault.Code));
        Assert.Equal(200, counted + replies.OfType<Refused>().Count());
        Assert.Equal(3 * counted, (await StatisticsAsync(cell)).Rows);
    }

    private static UpdateRows Learn(DataFrame frame) => new(Iris, AttemptId.New(), Forget: false, frame, "test");

    private IActorRef Start()
    {
        ProjectId id = Iris;
        Fusion.Actors.Projects.ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new CellActor(id, services)));
    }

    private async Task<IActorRef> CreateAsync(params (string Key, string Value)[] parameters)
    {
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, Settings(true, parameters)));
        return cell;
    }

    private async Task<SufficientStatistics> StatisticsAsync(IActorRef cell) =>
        (await Ask<ProjectProtocol.StatisticsFound>(cell, new ProjectProtocol.GetStatistics(Iris, null, []))).Statistics;
}
