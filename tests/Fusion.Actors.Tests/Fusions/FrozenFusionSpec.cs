using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Fusion.Actors.Fusions;
using Fusion.Actors.Hosting;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.FusionProtocol;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Tests.Fusions;

/// <summary>The life cycle of a fusion project.</summary>
public sealed class FrozenFusionSpec : FusionSpec
{
    public FrozenFusionSpec() => Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", PrefetchMinTimeMs = 0 });

    [Fact]
    public async Task A_frozen_fusion_keeps_its_sum_over_a_restart_and_asks_no_cell()
    {
        IActorRef hub = await CreateAsync("a", "b");
        await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", B));
        await Ask<CarriedOut>(hub, new SetFrozen(Hub, Frozen: true));

        ProjectInfo kept = await InfoAsync(hub);
        await StopAsync(hub);
        ProjectInfo back = await InfoAsync(Start());

        Assert.Equal((5, 5, true), (kept.Rows, back.Rows, back.Condition!.IsFrozen));
        Customers.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_fusion_frozen_while_its_cells_are_asked_is_frozen_with_their_answers()
    {
        IActorRef hub = await CreateAsync("a");
        Task<ProjectInfo> info = InfoAsync(hub);
        Task<CarriedOut> frozen = Ask<CarriedOut>(hub, new SetFrozen(Hub, Frozen: true));
        Serve(("a", "v1", A));
        await frozen;

        Assert.Equal((2, 2), ((await info).Rows, (await InfoAsync(hub)).Rows));
    }

    [Fact]
    public async Task The_cells_of_a_frozen_fusion_stay_as_they_are_until_it_is_unfrozen()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));
        await Ask<CarriedOut>(hub, new SetFrozen(Hub, Frozen: true));

        Refused refused = await Ask<Refused>(hub, new UpdateCells(Hub, AttemptId.New(), [Login("b")]));
        await Ask<CarriedOut>(hub, new SetFrozen(Hub, Frozen: false));

        Assert.Equal(Fault.Frozen("hub"), refused.Fault);
        Assert.Equal(5, (await RefreshAsync(hub, ("a", "v2", A.Merge(B)))).Rows);
    }

    [Fact]
    public async Task An_info_as_it_is_asks_no_cell()
    {
        IActorRef hub = await CreateAsync("a");

        ProjectInfo info = (await Ask<ProjectProtocol.ProjectInfoFound>(hub, new ProjectProtocol.GetProjectInfo(Hub, AsIs: true))).Info;

        Assert.Equal(0, info.Rows);
        Customers.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_histogram_switched_on_later_and_a_name_survive_a_restart()
    {
        IActorRef hub = await CreateAsync("a");
        await Ask<CarriedOut>(hub, new SetHistogram(Hub, Enabled: true, Window: 9));
        await Ask<NameSet>(hub, new SetName(Hub, ProjectName.Parse("pool")));
        await Ask<CarriedOut>(hub, new SaveProject(Hub));
        await StopAsync(hub);

        ProjectInfo info = (await Ask<ProjectProtocol.ProjectInfoFound>(Start(), new ProjectProtocol.GetProjectInfo(Hub, AsIs: true))).Info;

        Assert.Equal(("pool", 9), (info.Name.Value, info.Condition!.HistogramWindow));
    }

    [Fact]
    public async Task A_renamed_cell_is_a_failed_cell_whose_last_copy_stays()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));
        Time.Advance(Services.Options.PrefetchMinTime);

        Task<ProjectInfo> info = InfoAsync(hub);
        CustomerProtocol.FindProject find = Customers.ExpectMsg<CustomerProtocol.FindProject>(Patience);
        Assert.Equal(new CustomerProtocol.FindProject(Customer, ProjectName.Parse("a")), find);
        Customers.Reply(new Refused(Fault.UnknownProject(Customer, "a")));

        Assert.Contains("Cannot Find SYMETRYML id[a]", (await info).FetchError, StringComparison.Ordinal);
        Assert.Equal(2, (await info).Rows);
    }

    [Fact]
    public async Task An_unloaded_fusion_answers_what_is_under_way_before_it_leaves()
    {
        ActorServices services = Services;
        TestProbe region = CreateTestProbe();
        IActorRef hub = region.ChildActorOf(Props.Create(() => new FusionActor(Hub, services)));
        await Ask<ProjectProtocol.Created>(hub, new CreateFusion(Hub, Settings(), [Login("a")]));

        Task<CarriedOut> unloaded = Ask<CarriedOut>(hub, new UnloadProject(Hub));
        await unloaded;
        Task<ProjectInfo> info = InfoAsync(hub);
        Passivate passivate = region.ExpectMsg<Passivate>(Patience);
        region.Watch(hub);
        hub.Tell(passivate.StopMessage);
        Serve(("a", "v1", A));

        Assert.Equal(2, (await info).Rows);
        await region.ExpectTerminatedAsync(hub, Patience);
    }
}
