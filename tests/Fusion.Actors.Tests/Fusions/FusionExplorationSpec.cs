using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
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
    public async Task The_cells_are_the_folds_of_a_cross_validation()
    {
        IActorRef hub = await CreateAsync("a", "b");
        SufficientStatistics a = Frames.Sums(Frames.Of("x,y", "CC", "1,2", "3,5", "4,9")), b = Frames.Sums(Frames.Of("x,y", "CC", "2,2", "5,8", "6,7"));
        MlContext context = MlContext.Empty with { InputAttributeNames = ["x"], TargetAttributeNames = ["y"] };
        Task<ValidationProtocol.CrossValidated> asked = Ask<ValidationProtocol.CrossValidated>(hub, new ValidationProtocol.CrossValidate(Hub, "mlr", context, null));
        Serve(("a", "v1", a), ("b", "v1", b));

        CrossValidationResult result = (await asked).Result;

        Assert.Equal(CrossValidation.Run("mlr", a.Merge(b), [new("a", a), new("b", b)], context).Total, result.Total.AsEnumerable());
        Assert.Equal(["c1/a at localhost:8080", "c1/b at localhost:8080"], result.Folds.Select(fold => fold.Name));
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
        AnswerPast((A, interval), (B, interval));

        AnsweredOver answer = await asked;

        Assert.Equal(Numbers(A.Merge(B)), Assert.IsType<ProjectProtocol.Explored>(answer.Answer).Results[0]);
        Assert.Equal("2026-01-02T04:00:00Z", answer.Exact.To!.ToString());
        Assert.Equal(5, (await InfoAsync(hub)).Rows); // the present is untouched
    }

    [Fact]
    public async Task Cells_that_are_exact_for_different_moments_are_asked_again_for_the_earliest()
    {
        IActorRef hub = await CreateAsync("a", "b");
        await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", B));
        Interval half = Interval.Parse("2026-01-02T04:30:00Z", null)!, full = Interval.Parse("2026-01-02T04:00:00Z", null)!;
        Task<AnsweredOver> asked = Ask<AnsweredOver>(hub, new Over(Hub, half, Question));
        AnswerPast((A, full), (B.Merge(B), half));
        AnswerPast((A, full), (B, full));

        AnsweredOver answer = await asked;

        Assert.Equal(full, answer.Exact);
        Assert.Equal(Numbers(A.Merge(B)), Assert.IsType<ProjectProtocol.Explored>(answer.Answer).Results[0]);
    }

    [Fact]
    public async Task Numbers_of_rows_are_no_moments_of_a_fusion()
    {
        IActorRef hub = await CreateAsync("a");

        Fault fault = (await Ask<Refused>(hub, new Over(Hub, Interval.Parse("100", null)!, Question))).Fault;

        Assert.Contains("[/100 rows], but project id[hub] is a fusion; allowed are times", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_knows_no_intervals_is_not_taken_at_its_word()
    {
        IActorRef hub = await CreateAsync("a");
        Task<Refused> asked = Ask<Refused>(hub, new Over(Hub, Interval.Parse("2026-01-02", null)!, Question));
        AnswerFind();
        AnswerStatistics(("a", "v1", A));

        Assert.Equal("c1/a at localhost:8080: its node is of a version that keeps no snapshots", (await asked).Fault.Text);
    }

    [Fact]
    public async Task A_cell_that_would_count_twice_fails_the_question()
    {
        IActorRef hub = await CreateAsync("a", "b");
        Interval interval = Interval.Parse("2026-01-02", null)!;
        Task<Refused> asked = Ask<Refused>(hub, new Over(Hub, interval, Question));
        for (int i = 0; i < 2; i++) AnswerFind();
        for (int i = 0; i < 2; i++)
        {
            ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
            Cells.Reply(new ProjectProtocol.StatisticsFound(question.ProjectId, "v9", A, Histogram: false, [Project("same")], Exact: interval));
        }

        Assert.Contains("is counted already", (await asked).Fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_stops_leaves_nobody_waiting()
    {
        IActorRef hub = await CreateAsync("a");
        Task<Refused> asked = Ask<Refused>(hub, new Over(Hub, Interval.Parse("2026-01-02", null)!, Question));
        AnswerFind();
        Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        await StopAsync(hub);

        Assert.Equal(FaultCode.ProcessingFailed, (await asked).Fault.Code);
    }

    [Fact]
    public async Task The_cells_are_told_which_rows_are_wanted_and_who_asked()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));
        Interval interval = Interval.Parse(null, "2026-01-01/2026-01-02")!;
        _ = Ask<AnsweredOver>(hub, new Over(Hub, interval, Question));
        AnswerFind();

        ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);

        Assert.Equal((interval, null), (question.Interval, question.KnownVersion));
        Assert.Equal(Hub, Assert.Single(question.Via));
    }

    [Fact]
    public async Task A_job_about_the_past_refreshes_as_little_as_the_question_does()
    {
        IActorRef hub = await CreateAsync("a");
        Interval interval = Interval.Parse(null, "2026-01-01/2026-01-02")!;

        hub.Tell(new WorkProtocol.DoWork(Hub, new JobId(Customer, 7), new Over(Hub, interval, Question)), JobsRegion);
        AnswerFind();

        Assert.Equal(interval, Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience).Interval);
    }

    [Fact]
    public async Task A_cell_without_a_past_fails_the_question_by_name()
    {
        IActorRef hub = await CreateAsync("a");
        await RefreshAsync(hub, ("a", "v1", A));
        Task<Refused> asked = Ask<Refused>(hub, new Over(Hub, Interval.Parse("2026-01-01", null)!, Question));
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
