using Akka.Actor;
using Fusion.Actors.Hosting;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Tests.Fusions;

public sealed class FusionActorSpec : FusionSpec
{
    [Fact]
    public async Task The_first_request_asks_every_cell_and_answers_with_their_sum()
    {
        IActorRef hub = await CreateAsync("a", "b");

        Task<ProjectProtocol.DigestFound> digest = Ask<ProjectProtocol.DigestFound>(hub, new ProjectProtocol.GetDigest(Hub));
        Serve(("a", "v1", A), ("b", "v1", B));

        Assert.Equal(A.Merge(B).Digest().ToString(), (await digest).Digest);
    }

    [Fact]
    public async Task Within_the_minimum_time_a_second_request_asks_no_cell()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));

        Time.Advance(TimeSpan.FromMilliseconds(14_999));
        ProjectInfo info = await InfoAsync(hub);

        Assert.Equal(2, info.Rows);
        Cells.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task After_the_minimum_time_one_refresh_serves_all_waiting_requests()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));
        Time.Advance(TimeSpan.FromMilliseconds(15_000));

        Task<ProjectInfo>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => InfoAsync(hub))];
        Serve(("a", "v2", A.Merge(A)));
        ProjectInfo[] infos = await Task.WhenAll(waiting);

        Assert.All(infos, info => Assert.Equal(4, info.Rows));
        Cells.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_cell_that_is_unchanged_sends_no_statistics()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));
        Time.Advance(TimeSpan.FromSeconds(15));

        Task<ProjectInfo> info = InfoAsync(hub);
        AnswerFind();
        ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        Cells.Reply(new ProjectProtocol.StatisticsUnchanged(question.ProjectId, "v1"));

        Assert.Equal("v1", question.KnownVersion);
        Assert.Equal(2, (await info).Rows);
    }

    [Fact]
    public async Task Of_a_dead_cell_the_last_good_copy_counts_and_the_error_names_it()
    {
        IActorRef hub = await CreateAsync("a", "b");
        await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", B));
        Time.Advance(TimeSpan.FromSeconds(15));

        ProjectInfo info = await RefreshAsync(hub, ("a", "v2", A.Merge(A)), ("b", "v2", null));

        Assert.Equal(7, info.Rows);
        Assert.Equal("c1/b at localhost:8080: Cannot Find SYMETRYML id[b] for Customer id [c1]", info.FetchError);
    }

    [Fact]
    public async Task A_full_success_clears_the_error()
    {
        IActorRef hub = await CreateAsync("a");
        Assert.NotEmpty((await RefreshAsync(hub, ("a", "v1", null))).FetchError);
        Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Empty((await RefreshAsync(hub, ("a", "v1", A))).FetchError);
    }

    [Fact]
    public async Task When_no_cell_ever_delivered_the_project_is_empty()
    {
        IActorRef hub = await CreateAsync("a");

        ProjectInfo info = await RefreshAsync(hub, ("a", "v1", null));

        Assert.Equal((0, 0), (info.Rows, info.Schema.Count));
    }

    [Fact]
    public async Task A_rotated_key_shows_as_that_cells_error_and_no_cell_is_asked()
    {
        IActorRef hub = await CreateAsync("a");
        Users.Set("c1", "another");

        ProjectInfo info = await InfoAsync(hub);

        Assert.Equal("c1/a at localhost:8080: Invalid Signature", info.FetchError);
        Cells.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_indexes_of_attributes_never_change()
    {
        IActorRef hub = await CreateAsync("a", "b");
        await RefreshAsync(hub, ("a", "v1", null), ("b", "v1", B));
        Time.Advance(TimeSpan.FromSeconds(15));

        ProjectInfo info = await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", B));

        Assert.Equal(["y", "z", "x"], info.Schema.Select(attribute => attribute.Name));
    }

    [Fact]
    public async Task A_cell_whose_attribute_clashes_is_left_out_and_named()
    {
        SufficientStatistics clash = Frames.Sums(Frames.Of("y", "B", "1"));
        IActorRef hub = await CreateAsync("a", "b");

        ProjectInfo info = await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", clash));

        Assert.Equal(2, info.Rows);
        Assert.Contains("c1/b at localhost:8080", info.FetchError, StringComparison.Ordinal);
        Assert.Contains("y", info.FetchError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_cells_replace_the_old_ones_and_the_next_request_refreshes()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));

        await Ask<CellsUpdated>(hub, new UpdateCells(Hub, AttemptId.New(), [Login("b")]));
        ProjectInfo info = await RefreshAsync(hub, ("b", "v1", B));

        Assert.Equal(3, info.Rows);
    }

    [Fact]
    public async Task Copies_indexes_and_cells_survive_the_end_of_the_actor()
    {
        IActorRef hub = await CreateAsync("a", "b");
        await RefreshAsync(hub, ("a", "v1", null), ("b", "v1", B));
        Time.Advance(TimeSpan.FromSeconds(15));
        await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", B));
        await StopAsync(hub);

        ProjectInfo info = await RefreshAsync(Start(), ("a", "v2", null), ("b", "v2", null));

        Assert.Equal(5, info.Rows);
        Assert.Equal(["y", "z", "x"], info.Schema.Select(attribute => attribute.Name));
    }

    [Fact]
    public async Task Status_asks_exactly_the_given_cells_in_order_and_fetches_nothing()
    {
        IActorRef hub = await CreateAsync("a");
        CellLogin wrong = Login("b") with { ProtectedSecret = "nonsense" };

        Task<CellsStatusFound> asked = Ask<CellsStatusFound>(hub, new GetCellsStatus(Hub, [wrong, Login("c")]));
        AnswerFind();

        Assert.Equal(["Invalid Signature", "OK"], (await asked).Cells.Select(cell => cell.Status));
        Cells.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_cell_of_another_customer_is_not_asked_before_there_is_a_disclosure_gate()
    {
        Users.Set("c2", Key);
        IActorRef hub = Start();
        CellLogin foreign = Login("a") with { Address = Login("a").Address with { Customer = "c2" } };
        await Ask<ProjectProtocol.Created>(hub, new CreateFusion(Hub, Settings(), [foreign]));

        Assert.Contains("disclosure gate", (await InfoAsync(hub)).FetchError, StringComparison.Ordinal);
        Customers.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_build_that_is_cancelled_while_the_cells_are_asked_leaves_no_model()
    {
        IActorRef hub = await CreateAsync("a");
        ProjectProtocol.BuildModel build = new(Hub, AttemptId.New(), ModelId.Parse("m"), "mlr", Fusion.Models.MlContext.Empty);

        Task<Refused> built = Ask<Refused>(hub, build);
        Customers.ExpectMsg<CustomerProtocol.FindProject>(Patience);
        hub.Tell(new ProjectProtocol.CancelBuild(Hub, build.AttemptId));
        Assert.Contains("cancelled", (await built).Fault.Text, StringComparison.Ordinal);
        Customers.Reply(new Refused(Fault.UnknownProject(Customer, "a")));

        Assert.Empty((await InfoAsync(hub)).Models);
    }

    [Fact]
    public async Task A_refresh_under_way_leaves_nothing_behind_when_the_fusion_is_erased()
    {
        IActorRef hub = await CreateAsync("a");
        Task<ProjectInfo> asked = InfoAsync(hub);
        Customers.ExpectMsg<CustomerProtocol.FindProject>(Patience);

        await Ask<ProjectProtocol.Erased>(hub, new ProjectProtocol.EraseProject(Hub));
        Customers.Reply(new CustomerProtocol.ProjectFound(Customer, new ProjectEntry(Project("a"), ProjectKind.Cell)));
        AnswerStatistics(("a", "v1", A));
        await asked;
        await StopAsync(hub);

        Assert.Equal(FaultCode.UnknownProject, (await Ask<Refused>(Start(), new ProjectProtocol.GetProjectInfo(Hub))).Fault.Code);
    }

    [Fact]
    public async Task A_cell_that_does_not_answer_fails_after_the_time_out()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", FetchTimeoutMs = 100 });
        IActorRef hub = await CreateAsync("a");

        Assert.Equal("c1/a at localhost:8080: No answer within 100 ms", (await InfoAsync(hub)).FetchError);
    }

    [Fact]
    public async Task Rows_can_be_asked_for_the_second_time_through_the_version()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));

        ProjectProtocol.StatisticsFound found = await Ask<ProjectProtocol.StatisticsFound>(hub, new ProjectProtocol.GetStatistics(Hub, null, []));
        await Ask<ProjectProtocol.StatisticsUnchanged>(hub, new ProjectProtocol.GetStatistics(Hub, found.Version, []));

        Assert.Equal(A.Digest(), found.Statistics.Digest());
    }

    [Fact]
    public async Task A_fusion_that_was_not_created_is_unknown()
    {
        Assert.Equal(FaultCode.UnknownProject, (await Ask<Refused>(Start(), new ProjectProtocol.GetProjectInfo(Hub))).Fault.Code);
    }
}
