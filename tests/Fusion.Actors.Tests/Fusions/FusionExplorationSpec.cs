using Akka.Actor;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.ExplorationProtocol;

namespace Fusion.Actors.Tests.Fusions;

/// <summary>What only a fusion can be asked: its cells' past, and itself without each of its cells.</summary>
public sealed class FusionExplorationSpec : FusionSpec
{
    private static readonly ProjectProtocol.Explore Question = new(Hub, "uni", [MlContext.Empty with { InputAttributeNames = ["y"] }]);

    [Fact]
    public async Task Without_each_cell_in_turn_the_answer_is_that_of_the_others()
    {
        IActorRef hub = await CreateAsync("a", "b");
        Task<ProjectProtocol.Explored> asked = Ask<ProjectProtocol.Explored>(hub, Question with { LeaveOneOut = true });
        Serve(("a", "v1", A), ("b", "v1", B));

        ProjectProtocol.Explored answer = await asked;

        Assert.Equal(["a", "b"], answer.LeftOut!.Value.Select(one => one.Cell.Project));
        Assert.Equal(Numbers(A.Merge(B)), answer.Results[0]);
        Assert.Equal(Numbers(A.Merge(B).Subtract(A)), answer.LeftOut.Value[0].Results[0]);
        Assert.Equal(Numbers(B)[..8], answer.LeftOut.Value[0].Results[0][..8]);
        Assert.Equal(Numbers(A)[..8], answer.LeftOut.Value[1].Results[0][..8]);
    }

    [Fact]
    public async Task A_cell_that_is_not_in_the_sum_is_not_left_out_of_it()
    {
        IActorRef hub = await CreateAsync("a", "b");
        Task<ProjectProtocol.Explored> asked = Ask<ProjectProtocol.Explored>(hub, Question with { LeaveOneOut = true });
        Serve(("a", "v1", A), ("b", "v1", null));

        Assert.Equal("a", Assert.Single((await asked).LeftOut!.Value).Cell.Project);
    }

    [Fact]
    public async Task The_past_of_a_fusion_is_the_sum_of_its_cells_pasts()
    {
        IActorRef hub = await CreateAsync("a", "b");
        await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", B));
        Interval interval = Interval.Parse("2026-01-02T04:00:00Z", null)!;
        Task<AnsweredOver> asked = Ask<AnsweredOver>(hub, new Over(Hub, interval, Question));
        AnswerPast(
            (A, new Interval(null, Moment.Parse("", "2026-01-02T04:00:00Z"))),
            (B, new Interval(null, Moment.Parse("", "2026-01-02T03:00:00Z"))));

        AnsweredOver answer = await asked;

        Assert.Equal(Numbers(A.Merge(B)), Assert.IsType<ProjectProtocol.Explored>(answer.Answer).Results[0]);
        Assert.Equal("2026-01-02T03:00:00Z", answer.Exact.To!.ToString());
        Assert.Equal(5, (await InfoAsync(hub)).Rows); // the present is untouched
    }

    [Fact]
    public async Task The_cells_are_told_which_rows_are_wanted_and_who_asked()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));
        Interval interval = Interval.Parse(null, "100/200")!;
        _ = Ask<AnsweredOver>(hub, new Over(Hub, interval, Question));
        AnswerFind();

        ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);

        Assert.Equal((interval, null), (question.Interval, question.KnownVersion));
        Assert.Equal(Hub, Assert.Single(question.Via));
    }

    [Fact]
    public async Task A_cell_without_a_past_fails_the_question_by_name()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));
        Task<Refused> asked = Ask<Refused>(hub, new Over(Hub, Interval.Parse("5", null)!, Question));
        AnswerFind();
        Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        Cells.Reply(new Refused(Fault.Invalid("keeps no snapshots")));

        Fault fault = (await asked).Fault;

        Assert.Equal(FaultCode.InvalidRequest, fault.Code);
        Assert.Equal("c1/a at localhost:8080: keeps no snapshots", fault.Text);
    }

    private void AnswerPast(params (SufficientStatistics Statistics, Interval Exact)[] cells)
    {
        for (int i = 0; i < cells.Length; i++) AnswerFind();
        for (int i = 0; i < cells.Length; i++)
        {
            ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
            (SufficientStatistics statistics, Interval exact) = cells[question.ProjectId.Name.Value == "a" ? 0 : 1];
            Cells.Reply(new ProjectProtocol.StatisticsFound(question.ProjectId, "v9", statistics, Histogram: false, [question.ProjectId], Exact: exact));
        }
    }

    private static KeyValuePair<string, double>[] Numbers(SufficientStatistics statistics) =>
        [.. ExploreMetrics.Find("uni").Compute(statistics, Question.Contexts[0], new ExploreOptions())];
}
