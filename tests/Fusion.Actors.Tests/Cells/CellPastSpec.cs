using Akka.Actor;
using Fusion.Actors.Cells;
using Fusion.Actors.Hosting;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>A cell that keeps prefix snapshots answers about any past interval as if it had seen the rows of that interval and no others.</summary>
public sealed class CellPastSpec : ActorSpec
{
    private static readonly ProjectId Iris = Project("iris");
    private static readonly DataFrame A = Frames.Of("x,y", "CC", "1,2", "3,5"), B = Frames.Of("x,y", "CC", "4.25,1"), C = Frames.Of("x,y,z", "CCC", "7,,3", "8,9,9");

    [Fact]
    public async Task Full_hours_are_kept_and_their_difference_is_exact()
    {
        IActorRef cell = await CreateAsync("hourly"); // at 03:04:05
        Time.Advance(TimeSpan.FromMinutes(1));
        await LearnAsync(cell, A);
        Time.Advance(TimeSpan.FromMinutes(56)); // 04:01:05
        await LearnAsync(cell, B);
        Time.Advance(TimeSpan.FromHours(3)); // 07:01:05
        await LearnAsync(cell, C);

        Assert.Equal(Digest(A), await DigestAsync(cell, "2026-01-02T04:00:00Z", null));
        Assert.Equal(Digest(A, B), await DigestAsync(cell, "2026-01-02T06:30:00Z", null)); // nothing came since 04:01:05
        Assert.Equal(Digest(A, B, C), await DigestAsync(cell, "2026-01-02T08:00:00Z", null));
        Assert.Equal(Digest(B), await DigestAsync(cell, null, "2026-01-02T04:00:00Z/2026-01-02T07:00:00Z"));
        Assert.Equal(Digest(B, C), await DigestAsync(cell, null, "2026-01-02T04:00:00Z/"));
        Assert.Equal(Digest(A), await DigestAsync(cell, null, "/2026-01-02T04:00:00Z"));
        Assert.Equal(Digest(), await DigestAsync(cell, "2026-01-02T03:04:05Z", null));
    }

    [Fact]
    public async Task The_answer_names_the_moments_for_which_it_is_exact()
    {
        IActorRef cell = await CreateAsync("daily");
        await LearnAsync(cell, A);
        Time.Advance(TimeSpan.FromHours(30));
        await LearnAsync(cell, B); // 3 January, 09:04:05

        Assert.Equal("/2026-01-03T00:00:00Z", await ExactAsync(cell, "2026-01-03T05:00:00Z"));
        Assert.Equal("/2026-01-02T12:00:00Z", await ExactAsync(cell, "2026-01-02T12:00:00Z"));
        Assert.Equal("/2026-01-03T10:00:00Z", await ExactAsync(cell, "2026-01-03T12:00:00+02:00"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Numbers_of_rows_are_kept_and_survive_a_restart_as_the_cell_does(bool compacted)
    {
        if (compacted) Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", SnapshotEvery = 2 });
        IActorRef cell = await CreateAsync("2 rows");
        foreach (DataFrame frame in (DataFrame[])[A, B, C, A]) await LearnAsync(cell, frame);
        await StopAsync(cell);
        IActorRef reborn = Start();

        Assert.Equal(Digest(A), await DigestAsync(reborn, "2", null));
        Assert.Equal(Digest(A), await DigestAsync(reborn, "4", null));
        Assert.Equal(Digest(A, B, C), await DigestAsync(reborn, "6", null));
        Assert.Equal(Digest(B, C), await DigestAsync(reborn, null, "2/5"));
        Assert.Equal(Digest(A), await DigestAsync(reborn, null, "5/"));
        Assert.Equal("/5 rows", await ExactAsync(reborn, "6"));
    }

    [Fact]
    public async Task Forgotten_rows_are_gone_from_then_on_and_not_before()
    {
        IActorRef cell = await CreateAsync("hourly");
        await LearnAsync(cell, A);
        Time.Advance(TimeSpan.FromHours(1));
        await LearnAsync(cell, A, forget: true);
        Time.Advance(TimeSpan.FromHours(1));
        await LearnAsync(cell, B);

        Assert.Equal(Digest(A), await DigestAsync(cell, "2026-01-02T04:00:00Z", null));
        Assert.Equal(Digest(), await DigestAsync(cell, "2026-01-02T05:00:00Z", null));
        Assert.Equal(Digest(B), await DigestAsync(cell, null, "2026-01-02T05:00:00Z/"));
    }

    [Fact]
    public async Task Every_kind_of_question_can_be_asked_of_the_past()
    {
        IActorRef cell = await CreateAsync("2 rows");
        await LearnAsync(cell, C);
        await LearnAsync(cell, A);
        Interval late = Interval.Parse(null, "2/")!;
        MlContext both = MlContext.Empty with { InputAttributeNames = ["x", "y"] };

        IReply answer = (await Ask<ExplorationProtocol.AnsweredOver>(cell, new ExplorationProtocol.Over(
            Iris, late, new ExplorationProtocol.GetMatrix(Iris, AttributeMatrix.Covariances, both)))).Answer;

        AttributeMatrix matrix = Assert.IsType<ExplorationProtocol.MatrixFound>(answer).Matrix;
        Assert.Equal((1, 1.5, 2.25), (matrix[0, 0], matrix[1, 0], matrix[1, 1]));
    }

    [Fact]
    public async Task Only_as_many_as_wanted_are_kept_and_what_is_gone_is_told()
    {
        IActorRef cell = await CreateAsync("1 rows", ("sml_project_snapshots_keep", "2"));
        foreach (DataFrame frame in (DataFrame[])[A, B, B, B]) await LearnAsync(cell, frame);

        Assert.Equal(Digest(A, B, B), await DigestAsync(cell, "4", null));
        Refused refused = await AskOverAsync<Refused>(cell, "3", null);
        Assert.Equal("asof or window asks for 3 rows, but there is no snapshot at or before it; the first one kept is of 2026-01-02T03:04:05Z with 4 rows", refused.Fault.Text);
    }

    [Fact]
    public async Task A_window_that_ends_before_it_begins_is_refused()
    {
        IActorRef cell = await CreateAsync("1 rows");
        Time.Advance(TimeSpan.FromSeconds(1));
        await LearnAsync(cell, A);
        await LearnAsync(cell, B);

        Refused refused = await AskOverAsync<Refused>(cell, null, "2026-01-02T03:04:06Z/0"); // a time and a number can't be compared before

        Assert.Equal("window is [2026-01-02T03:04:06Z/0 rows]: it ends before it begins", refused.Fault.Text);
    }

    [Fact]
    public async Task A_commit_at_the_very_boundary_belongs_to_it()
    {
        IActorRef cell = await CreateAsync("hourly");
        Time.Advance(new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero) - Time.GetUtcNow());
        await LearnAsync(cell, A);
        Assert.Equal(Digest(A), await DigestAsync(cell, "2026-01-02T04:00:00Z", null));
        Time.Advance(TimeSpan.FromHours(2));
        await LearnAsync(cell, B);

        Assert.Equal(Digest(A), await DigestAsync(cell, "2026-01-02T04:00:00Z", null));
    }

    [Fact]
    public async Task Counts_that_were_begun_anew_are_not_mixed_with_those_before()
    {
        IActorRef cell = Start();
        ProjectSettings settings = Settings(true, (SnapshotSchedule.Parameter, "1 rows")) with { Histogram = true };
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, settings));
        await LearnAsync(cell, A);
        await Ask<LifeCycleProtocol.CarriedOut>(cell, new LifeCycleProtocol.SetHistogram(Iris, false, 1_000_000));
        await Ask<LifeCycleProtocol.CarriedOut>(cell, new LifeCycleProtocol.SetHistogram(Iris, true, 1_000_000));
        await LearnAsync(cell, B);

        var window = new ProjectProtocol.GetStatistics(Iris, null, [], Interval.Parse(null, "2/"));
        SufficientStatistics late = (await Ask<ProjectProtocol.StatisticsFound>(cell, window)).Statistics;

        Assert.Equal(Digest(B), late.Digest().ToString());
        Assert.True(late.Values(0) is null or { Count: 1 });
    }

    [Fact]
    public async Task A_cell_that_keeps_none_says_so()
    {
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, Settings()));

        Assert.Equal(
            "Project id[iris] keeps no snapshots, so nothing can be asked of its past; it would with sml_project_snapshots at its creation",
            (await AskOverAsync<Refused>(cell, "2", null)).Fault.Text);
    }

    [Fact]
    public void What_is_kept_is_bounded_in_bytes_too()
    {
        Schema wide = Schema.Of(Enumerable.Range(0, 1_000).Select(i => new AttributeInfo($"x{i}", AttributeKind.Continuous)));
        SufficientStatistics large = SufficientStatistics.Empty.Reorder(wide);
        PrefixHistory history = PrefixHistory.Of(Settings(true, (SnapshotSchedule.Parameter, "hourly")), SufficientStatistics.Empty, Time.GetUtcNow())!;
        for (int hour = 1; hour < 12; hour++) history = history.Add(large, At(hour), large, At(hour + 1));

        Assert.InRange(history.Prefixes.Sum(prefix => CellWeight.InMemory(prefix.Statistics)), CellWeight.InMemory(large), PrefixHistory.MaxWeight);
        Assert.InRange(history.Prefixes.Length, 1, 4);

        DateTimeOffset At(int hour) => new(2026, 1, 2, hour, 30, 0, TimeSpan.Zero);
    }

    [Theory]
    [InlineData("weekly", "The key sml_project_snapshots is [weekly]; allowed are hourly, daily and a number of rows from 1 on, such as 1000 rows")]
    [InlineData("0 rows", "The key sml_project_snapshots is [0 rows]; allowed are hourly, daily and a number of rows from 1 on, such as 1000 rows")]
    public void A_schedule_without_meaning_is_refused(string schedule, string expected) => Assert.Equal(
        expected, Assert.Throws<InvalidRequestException>(() => SnapshotSchedule.Of(Settings(true, (SnapshotSchedule.Parameter, schedule)))).Message);

    [Theory]
    [InlineData("sml_project_snapshots_keep", "1001", "allowed are whole numbers from 1 to 1000")]
    [InlineData("sml_project_autosave", "false", "not supported with the key sml_project_snapshots")]
    [InlineData("sml_project_rolling_window_size", "10", "not supported with the key sml_project_rolling_window_size")]
    public void What_does_not_go_with_it_is_refused(string key, string value, string expected) => Assert.Contains(
        expected,
        Assert.Throws<InvalidRequestException>(() => SnapshotSchedule.Of(Settings(true, (SnapshotSchedule.Parameter, "Daily"), (key, value)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task The_rows_between_snapshots_are_the_folds_of_a_cross_validation()
    {
        IActorRef cell = await CreateAsync("3 rows");
        DataFrame[] frames = [.. Enumerable.Range(0, 4).Select(i => Frames.Of("x,y", "CC", $"{i},{i * i}", $"{i + 5},{i}", $"{i * 3},{7 - i}"))];
        foreach (DataFrame frame in frames) await LearnAsync(cell, frame);
        MlContext context = MlContext.Empty with { InputAttributeNames = ["x"], TargetAttributeNames = ["y"] };
        KeyValuePair<string, SufficientStatistics>[] two =
            [.. Enumerable.Range(0, 2).Select(fold => KeyValuePair.Create($"fold {fold}", Frames.Sums(frames[fold]).Merge(Frames.Sums(frames[fold + 2]))))];

        CrossValidationResult result = (await Ask<ValidationProtocol.CrossValidated>(cell, new ValidationProtocol.CrossValidate(Iris, "mlr", context, 2))).Result;

        CrossValidationResult expected = CrossValidation.Run("mlr", two[0].Value.Merge(two[1].Value), two, context);
        Assert.Equal(expected.Total, result.Total.AsEnumerable());
        Assert.Equal(expected.Folds.SelectMany(fold => fold.Scores), result.Folds.SelectMany(fold => fold.Scores));
    }

    [Fact]
    public async Task A_cell_without_snapshots_has_no_folds()
    {
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, Settings()));

        Fault fault = (await Ask<Refused>(cell, new ValidationProtocol.CrossValidate(Iris, "mlr", MlContext.Empty, null))).Fault;

        Assert.Equal("Project id[iris] keeps no snapshots, so it has no folds; it would with sml_project_snapshots at its creation", fault.Text);
    }

    private static string Digest(params DataFrame[] frames) =>
        frames.Select(Frames.Sums).Aggregate(SufficientStatistics.Empty, (sum, one) => sum.Merge(one)).Digest().ToString();

    private async Task<string> DigestAsync(IActorRef cell, string? asOf, string? window)
    {
        var question = new ProjectProtocol.GetStatistics(Iris, null, [], Interval.Parse(asOf, window));
        return (await Ask<ProjectProtocol.StatisticsFound>(cell, question)).Statistics.Digest().ToString();
    }

    private async Task<string> ExactAsync(IActorRef cell, string asOf)
    {
        Interval exact = (await AskOverAsync<ExplorationProtocol.AnsweredOver>(cell, asOf, null)).Exact;
        return $"{exact.From}/{exact.To}";
    }

    private Task<T> AskOverAsync<T>(IActorRef cell, string? asOf, string? window)
        where T : IReply
    {
        var question = new ProjectProtocol.Explore(Iris, "uni", [MlContext.Empty with { InputAttributeNames = ["x"] }]);
        return Ask<T>(cell, new ExplorationProtocol.Over(Iris, Interval.Parse(asOf, window)!, question));
    }

    private Task<RowsUpdated> LearnAsync(IActorRef cell, DataFrame frame, bool forget = false) =>
        Ask<RowsUpdated>(cell, new UpdateRows(Iris, AttemptId.New(), forget, frame, "test"));

    private IActorRef Start()
    {
        ProjectId id = Iris;
        ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new CellActor(id, services)));
    }

    private async Task<IActorRef> CreateAsync(string schedule, params (string, string)[] more)
    {
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(Iris, Settings(true, [(SnapshotSchedule.Parameter, schedule), .. more])));
        return cell;
    }
}
