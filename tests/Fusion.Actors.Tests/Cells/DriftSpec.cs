using System.Collections.Immutable;
using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Models.Drift;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.DriftProtocol;

namespace Fusion.Actors.Tests.Cells;

public sealed class DriftSpec : CellSpec
{
    private static readonly DataFrame Before = Frames.Of("x,y", "CC", "1,2", "3,5", "4,1");
    private static readonly DataFrame After = Frames.Of("y,x", "CC", "8,2", "5,7", "7,7");

    private static readonly MlContext Global = MlContext.Empty with
    {
        ExtraParameters = ImmutableDictionary<string, string>.Empty
            .Add("driftPreferenceProjectName", "iris").Add("driftAnalysisProjectName", "live").Add("driftMetric", "global"),
    };

    [Theory]
    [InlineData(ProjectKind.Cell)]
    [InlineData(ProjectKind.Fusion)]
    public async Task The_other_project_of_either_kind_is_asked_and_compared(ProjectKind kind)
    {
        IActorRef cell = await CreateAsync();
        await Ask<CellProtocol.RowsUpdated>(cell, Learn(Before));

        Task<DriftMeasured> measured = Ask<DriftMeasured>(cell, Question(kind));
        var region = kind == ProjectKind.Cell ? Cells : Fusions;
        ProjectProtocol.GetStatistics asked = region.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        region.Reply(new ProjectProtocol.StatisticsFound(asked.ProjectId, "v1", Frames.Sums(After), Histogram: false, [asked.ProjectId]));

        Assert.Equal((Project("live"), null, 0), (asked.ProjectId, asked.KnownVersion, asked.Via.Length));
        Assert.Equal(DataDrift.Measure(Global, Frames.Sums(Before), Frames.Sums(After)).ToArray(), (await measured).Result.ToArray());
    }

    [Fact]
    public async Task What_the_other_project_refuses_is_refused()
    {
        IActorRef cell = await CreateAsync();

        Task<Refused> refused = Ask<Refused>(cell, Question(ProjectKind.Cell));
        Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        Cells.Reply(new Refused(Fault.UnknownProject(Customer, "live")));

        Assert.Equal(Fault.UnknownProject(Customer, "live"), (await refused).Fault);
    }

    [Fact]
    public async Task Projects_without_a_common_attribute_are_a_wrong_request()
    {
        IActorRef cell = await CreateAsync();

        Task<Refused> refused = Ask<Refused>(cell, Question(ProjectKind.Cell));
        Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        Cells.Reply(new ProjectProtocol.StatisticsFound(Project("live"), "v1", Frames.Sums(After), Histogram: false, []));

        Assert.Equal(Fault.Invalid("The two projects have no attribute in common"), (await refused).Fault);
    }

    [Fact]
    public async Task A_project_without_an_embedded_window_says_so()
    {
        IActorRef cell = await CreateAsync();

        Refused refused = await Ask<Refused>(cell, new MeasureDrift(Iris, null, Global));

        Assert.Equal(Fault.Invalid("Project id[iris] has no embedded rolling window"), refused.Fault);
    }

    private static MeasureDrift Question(ProjectKind kind) => new(Iris, new ProjectEntry(Project("live"), kind), Global);
}
