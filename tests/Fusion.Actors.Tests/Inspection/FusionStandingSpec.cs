using Akka.Actor;
using Fusion.Actors.Tests.Fusions;
using Fusion.Contracts.Projects;
using static Fusion.Contracts.Protocols.InspectionProtocol;

namespace Fusion.Actors.Tests.Inspection;

public sealed class FusionStandingSpec : FusionSpec
{
    [Fact]
    public async Task A_fusion_tells_what_it_holds_without_asking_its_cells()
    {
        IActorRef hub = await CreateAsync("a", "b");

        ProjectStanding before = await StandAsync(hub);
        await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", B));
        Time.Advance(TimeSpan.FromHours(1)); // a request would refresh now
        ProjectStanding after = await StandAsync(hub);

        Assert.Equal((ProjectKind.Fusion, 0L, 0L, 2), (before.Kind, before.Rows, before.StateBytes, before.Cells));
        Assert.Equal((5L, 3, 2, 0L), (after.Rows, after.Attributes, after.Cells, after.Commits));
        Assert.True(after.StateBytes > 0);
        Cells.ExpectNoMsg(TimeSpan.Zero);
        Customers.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_refresh_under_way_and_who_waits_for_it_show()
    {
        IActorRef hub = await CreateAsync("a");
        Task<ProjectInfo> info = InfoAsync(hub);
        ProjectStanding waiting = await StandAsync(hub);
        Serve(("a", "v1", A));
        await info;

        Assert.Equal((1, 1), (waiting.Waiting, waiting.InFlight));
        Assert.Equal((0, 0), ((await StandAsync(hub)).Waiting, (await StandAsync(hub)).InFlight));
    }

    private async Task<ProjectStanding> StandAsync(IActorRef hub) => (await Ask<ProjectDescribed>(hub, new DescribeProject(Hub))).Standing;
}
