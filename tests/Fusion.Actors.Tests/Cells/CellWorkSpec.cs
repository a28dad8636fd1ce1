using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.WorkProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>What a cell does for jobs.</summary>
public sealed class CellWorkSpec : CellSpec
{
    private static readonly JobId Job = new(Customer, 4);
    private static readonly JobId Next = new(Customer, 5);
    private static readonly MlContext X = MlContext.Empty with { InputAttributeNames = ["x"] };

    private readonly TestProbe _job;

    public CellWorkSpec() => _job = CreateTestProbe();

    [Fact]
    public async Task An_exploration_tells_its_beginning_each_step_and_the_answer()
    {
        IActorRef cell = await LearnedAsync();

        cell.Tell(new DoWork(Iris, Job, Uni(X, X)), _job);

        Assert.Equal(new WorkAdvanced(Job, 0, 2), _job.ExpectMsg<WorkAdvanced>(Patience));
        Assert.Equal(new WorkAdvanced(Job, 1, 2), _job.ExpectMsg<WorkAdvanced>(Patience));
        Assert.Equal(2, _job.ExpectMsg<ProjectProtocol.Explored>(Patience).Results.Length);
    }

    [Fact]
    public async Task An_exploration_of_many_steps_tells_hundredths()
    {
        IActorRef cell = await LearnedAsync();

        cell.Tell(new DoWork(Iris, Job, Uni([.. Enumerable.Repeat(X, 1_000)])), _job);

        IReadOnlyList<object> told = _job.ReceiveN(101, Patience).ToList();
        Assert.Equal([0, 10, 20], told.OfType<WorkAdvanced>().Select(advanced => advanced.Current).Take(3));
        Assert.IsType<ProjectProtocol.Explored>(told[^1]);
    }

    [Fact]
    public async Task A_killed_exploration_that_waits_for_its_turn_is_never_computed()
    {
        ComputePool pool = new(1);
        Services = Services with { Compute = pool };
        IActorRef cell = await LearnedAsync();
        using ManualResetEventSlim gate = new();
        Task<int> before = pool.Run(() => { gate.Wait(Patience); return 0; });

        cell.Tell(new DoWork(Iris, Job, Uni(X)), _job);
        cell.Tell(new CancelWork(Iris, Job), _job);
        cell.Tell(new DoWork(Iris, Next, new ProjectProtocol.GetProjectInfo(Iris)), _job);
        Assert.Equal(Next, _job.ExpectMsg<WorkAdvanced>(Patience).JobId);
        _job.ExpectMsg<ProjectProtocol.ProjectInfoFound>(Patience);
        gate.Set();
        await before;
        cell.Tell(new DoWork(Iris, Next, Uni(X)), _job);

        Assert.Equal(new WorkAdvanced(Next, 0, 1), _job.ExpectMsg<WorkAdvanced>(Patience));
        _job.ExpectMsg<ProjectProtocol.Explored>(Patience);
    }

    [Fact]
    public async Task A_computation_stops_at_its_next_step_when_it_is_given_up()
    {
        IActorRef cell = await LearnedAsync();
        ProjectInfo info = await InfoAsync(cell);
        Work work = new(_job, Job);
        work.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => ExplorationAnswers.Answer(Uni(X), new Evidence(Frames.Sums(Three), info, [], []), Services.Answers, work));
        Assert.ThrowsAny<OperationCanceledException>(
            () => ProjectAnswers.Build(Build(), Frames.Sums(Three), Time, work));
    }

    [Fact]
    public async Task Rows_tell_when_they_enter_the_graph_and_when_they_count()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows rows = Learn(Three);

        cell.Tell(new DoWork(Iris, Job, rows), _job);

        Assert.Equal(new WorkAdvanced(Job, 0, 3), _job.ExpectMsg<WorkAdvanced>(Patience));
        Assert.Equal(3, _job.ExpectMsg<RowsUpdated>(Patience).AcceptedRows);
    }

    [Fact]
    public async Task A_build_tells_when_it_begins_and_is_stopped_while_it_waits()
    {
        ComputePool pool = new(1);
        Services = Services with { Compute = pool };
        IActorRef cell = await LearnedAsync();
        using ManualResetEventSlim gate = new();
        Task<int> before = pool.Run(() => { gate.Wait(Patience); return 0; });
        ProjectProtocol.BuildModel killed = Build();

        cell.Tell(new DoWork(Iris, Job, killed), _job);
        cell.Tell(new ProjectProtocol.CancelBuild(Iris, killed.AttemptId));
        _job.ExpectMsg<Refused>(Patience);
        gate.Set();
        await before;
        cell.Tell(new DoWork(Iris, Next, Build()), _job);

        Assert.Equal(new WorkAdvanced(Next, 0, 1), _job.ExpectMsg<WorkAdvanced>(Patience));
        _job.ExpectMsg<ProjectProtocol.ModelBuilt>(Patience);
    }

    [Fact]
    public async Task Other_work_is_done_as_if_it_were_asked_directly()
    {
        IActorRef cell = await LearnedAsync();

        cell.Tell(new DoWork(Iris, Job, new ProjectProtocol.GetDigest(Iris)), _job);

        _job.ExpectMsg<WorkAdvanced>(Patience);
        Assert.Equal(3, _job.ExpectMsg<ProjectProtocol.DigestFound>(Patience).Rows);
    }

    private static ProjectProtocol.Explore Uni(params ImmutableArray<MlContext> contexts) => new(Iris, "uni", contexts);

    private static ProjectProtocol.BuildModel Build() =>
        new(Iris, AttemptId.New(), ModelId.Parse("m"), "mlr", MlContext.Empty with { TargetAttributeNames = ["y"] });

    private async Task<IActorRef> LearnedAsync()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));
        return cell;
    }
}
