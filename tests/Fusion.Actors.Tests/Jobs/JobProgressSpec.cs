using System.Collections.Immutable;
using Akka.Actor;
using Fusion.Actors.Jobs;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using static Fusion.Contracts.Protocols.JobProtocol;
using static Fusion.Contracts.Protocols.WorkProtocol;

namespace Fusion.Actors.Tests.Jobs;

/// <summary>What a job tells about its work, and how it stops it.</summary>
public sealed class JobProgressSpec : ActorSpec
{
    private static readonly JobId Job = new(Customer, 4);
    private static readonly ProjectProtocol.Explore Two = new(Project("iris"), "uni", [MlContext.Empty, MlContext.Empty]);

    private static readonly CellProtocol.UpdateRows Rows = new(
        Project("iris"), AttemptId.New(), Forget: false, Frames.Of("x", "C", "1", "2", "a"), "test");

    [Fact]
    public async Task A_job_waits_its_turn_until_its_work_begins_and_then_counts_steps()
    {
        IActorRef job = await StartAsync(Two);
        Cells.ExpectMsg<DoWork>(Patience);

        Assert.Equal((false, 0, 2, false), Progress(await InfoAsync(job)));
        Cells.Reply(new WorkAdvanced(Job, 0, 2));
        Assert.Equal((true, 0, 2, false), Progress(await InfoAsync(job)));
        Cells.Reply(new WorkAdvanced(Job, 1, 2));
        Assert.Equal((true, 1, 2, false), Progress(await InfoAsync(job)));
        Cells.Reply(new ProjectProtocol.DigestFound("d", 1, 1));
        Assert.Equal((true, 2, 2, true), Progress((await Ask<JobDescribed>(job, new AwaitJob(Job))).Info));
    }

    [Fact]
    public async Task A_job_of_rows_counts_rows_those_that_were_bad_too()
    {
        IActorRef job = await StartAsync(Rows);
        Cells.ExpectMsg<DoWork>(Patience);
        Assert.Equal((false, 0, 3, false), Progress(await InfoAsync(job)));

        Cells.Reply(new CellProtocol.RowsUpdated(Project("iris"), Rows.AttemptId, 2, 1, "Row 3"));

        Assert.Equal((true, 3, 3, true), Progress((await Ask<JobDescribed>(job, new AwaitJob(Job))).Info));
    }

    [Fact]
    public async Task Details_and_progress_survive_the_end_of_the_actor()
    {
        ImmutableSortedDictionary<string, string> details = ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("project", "iris")]);
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "explore", ProjectKind.Cell, Two, details));
        Cells.ExpectMsg<DoWork>(Patience);
        Cells.Reply(new WorkAdvanced(Job, 1, 2));
        Cells.Reply(new Refused(Fault.Failed("too bad")));
        await Ask<JobDescribed>(job, new AwaitJob(Job));
        await StopAsync(job);

        JobInfo info = await InfoAsync(Start());

        Assert.Equal((true, 1, 2, true), Progress(info));
        Assert.Equal(details, info.Details);
    }

    [Fact]
    public async Task A_killed_question_is_stopped_at_its_project_and_its_late_answer_ignored()
    {
        IActorRef job = await StartAsync(Two);
        Cells.ExpectMsg<DoWork>(Patience);

        await Ask<JobCancelled>(job, new CancelJob(Job));

        Assert.Equal(new CancelWork(Project("iris"), Job), Cells.ExpectMsg<CancelWork>(Patience));
        Cells.Reply(new WorkAdvanced(Job, 1, 2));
        Cells.Reply(new ProjectProtocol.DigestFound("d", 1, 1));
        Assert.Equal((false, 0, 2, true), Progress(await InfoAsync(job)));
        Assert.IsType<Refused>((await Ask<JobFinished>(job, new GetJob(Job))).Result);
    }

    [Fact]
    public async Task A_killed_job_of_the_catalogue_is_stopped_there()
    {
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartCatalogueJob(Job, "info", new CustomerProtocol.GetProjectInfos(Customer)));
        Customers.ExpectMsg<DoCatalogueWork>(Patience);

        await Ask<JobCancelled>(job, new CancelJob(Job));

        Assert.Equal(Job, Customers.ExpectMsg<CancelCatalogueWork>(Patience).JobId);
    }

    [Fact]
    public async Task Nobody_waits_for_a_job_that_does_not_exist()
    {
        Assert.Equal(FaultCode.UnknownJob, (await Ask<Refused>(Start(), new AwaitJob(Job))).Fault.Code);
    }

    private static (bool IsStarted, long Current, long Maximum, bool IsDone) Progress(JobInfo info) =>
        (info.IsStarted, info.Current, info.Maximum, info.IsDone);

    private IActorRef Start()
    {
        ActorServices services = Services;
        JobId id = Job;
        return Sys.ActorOf(Props.Create(() => new JobActor(id, services)));
    }

    private async Task<IActorRef> StartAsync(IProjectMessage work)
    {
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "test", ProjectKind.Cell, work));
        return job;
    }

    private async Task<JobInfo> InfoAsync(IActorRef job) => (await Ask<JobDescribed>(job, new DescribeJob(Job))).Info;
}
