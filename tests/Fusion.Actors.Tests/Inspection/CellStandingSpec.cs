using Akka.Actor;
using Fusion.Actors.Tests.Cells;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.InspectionProtocol;

namespace Fusion.Actors.Tests.Inspection;

public sealed class CellStandingSpec : CellSpec
{
    [Fact]
    public async Task A_cell_tells_what_it_holds_and_when_it_last_committed()
    {
        IActorRef cell = await CreateAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await Ask<RowsUpdated>(cell, Learn(Three));
        await Ask<RowsUpdated>(cell, Learn(Two));

        ProjectStanding standing = await StandAsync(cell);

        Assert.Equal((ProjectKind.Cell, 5L, 4, 2L), (standing.Kind, standing.Rows, standing.Attributes, standing.Commits)); // x, y, and two categories
        Assert.Equal((0, 0, false, false, ""), (standing.Waiting, standing.InFlight, standing.IsFrozen, standing.IsDirty, standing.FetchError));
        Assert.Equal((Time.GetUtcNow(), TimeSpan.FromMinutes(1)), (standing.ModifiedAt, standing.ModifiedAt - standing.CreatedAt));
        Assert.Equal((await ReleaseAsync(cell)).Version, standing.Version);
        Assert.Null(standing.Digest);
    }

    [Fact]
    public async Task Its_state_grows_with_its_attributes_and_not_with_its_rows()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));
        long before = (await StandAsync(cell)).StateBytes;
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,y,z,w", "CCCC", "1,2,3,4")));

        Assert.InRange(before, 1, (await StandAsync(cell)).StateBytes - 1);
    }

    [Fact]
    public async Task The_digest_is_told_when_it_is_asked_for()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));

        ProjectStanding standing = (await Ask<ProjectDescribed>(cell, new DescribeProject(Iris, WithDigest: true))).Standing;

        Assert.Equal(Frames.Sums(Three).Digest().ToString(), standing.Digest);
    }

    [Fact]
    public async Task Unsaved_commits_count_and_show()
    {
        IActorRef cell = await CreateAsync(("sml_project_autosave", "false"));
        await Ask<RowsUpdated>(cell, Learn(Three));

        ProjectStanding standing = await StandAsync(cell);

        Assert.Equal((1L, true), (standing.Commits, standing.IsDirty));
    }

    [Fact]
    public async Task A_cell_that_does_not_exist_says_so()
    {
        Assert.Equal(FaultCode.UnknownProject, (await Ask<Refused>(Start(), new DescribeProject(Iris))).Fault.Code);
    }

    private async Task<ProjectStanding> StandAsync(IActorRef cell) => (await Ask<ProjectDescribed>(cell, new DescribeProject(Iris))).Standing;
}
