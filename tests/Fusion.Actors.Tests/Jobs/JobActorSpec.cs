using Akka.Actor;
using Fusion.Actors.Hosting;
using Fusion.Actors.Jobs;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.JobProtocol;

namespace Fusion.Actors.Tests.Jobs;

public sealed class JobActorSpec : ActorSpec
{
    private static readonly JobId Job = new(Customer, 4);
    private static readonly ProjectProtocol.GetDigest Work = new(Project("iris"));

    [Fact]
    public async Task A_job_runs_until_its_project_replies_and_keeps_the_reply()
    {
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "digest", ProjectKind.Cell, Work));

        JobRunning running = await Ask<JobRunning>(job, new GetJob(Job));
        Assert.Equal(new WorkProtocol.DoWork(Project("iris"), Job, Work), Cells.ExpectMsg<WorkProtocol.DoWork>(Patience));
        Cells.Reply(new ProjectProtocol.DigestFound("d1", 3, 2));
        JobFinished finished = await FinishedAsync(job);

        Assert.Equal((4L, "digest", "c1", false), (running.Info.Number, running.Info.Type, running.Info.Owner, running.Info.IsDone));
        Assert.Equal(new ProjectProtocol.DigestFound("d1", 3, 2), finished.Result);
    }

    [Fact]
    public async Task A_finished_job_survives_the_end_of_its_actor()
    {
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "digest", ProjectKind.Cell, Work));
        Cells.ExpectMsg<WorkProtocol.DoWork>(Patience);
        Cells.Reply(new ProjectProtocol.DigestFound("d1", 3, 2));
        await FinishedAsync(job);
        await StopAsync(job);

        JobFinished finished = await FinishedAsync(Start());

        Assert.Equal(new ProjectProtocol.DigestFound("d1", 3, 2), finished.Result);
    }

    [Fact]
    public async Task A_job_whose_node_was_lost_ends_with_an_error_that_says_so()
    {
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "digest", ProjectKind.Cell, Work));
        await StopAsync(job);

        JobFinished finished = await FinishedAsync(Start());

        Refused refused = Assert.IsType<Refused>(finished.Result);
        Assert.Equal(FaultCode.ProcessingFailed, refused.Fault.Code);
        Assert.Contains("stopped before it was done", refused.Fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalogue_can_do_the_work_of_a_job()
    {
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartCatalogueJob(Job, "info", new CustomerProtocol.GetProjectInfos(Customer)));
        Customers.ExpectMsg<WorkProtocol.DoCatalogueWork>(Patience);
        Customers.Reply(new CustomerProtocol.ProjectInfosFound(Customer, []));

        Assert.IsType<CustomerProtocol.ProjectInfosFound>((await FinishedAsync(job)).Result);
    }

    [Fact]
    public async Task A_cancelled_build_is_given_up_at_its_project_and_a_late_reply_is_ignored()
    {
        ProjectProtocol.BuildModel build = new(
            Project("iris"), AttemptId.New(), ModelId.Parse("m"), "lda", Fusion.Models.MlContext.Empty);
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "build", ProjectKind.Cell, build));
        Cells.ExpectMsg<WorkProtocol.DoWork>(Patience);
        IActorRef self = Cells.Sender;

        Task<JobCancelled> cancelled = Ask<JobCancelled>(job, new CancelJob(Job));
        Assert.Equal(build.AttemptId, Cells.ExpectMsg<ProjectProtocol.CancelBuild>(Patience).AttemptId);
        self.Tell(new Refused(Fault.Failed("The build was cancelled")), Cells);
        await cancelled;
        self.Tell(new ProjectProtocol.ModelBuilt(Project("iris"), ModelId.Parse("m")), Cells);

        Assert.IsType<Refused>((await FinishedAsync(job)).Result);
        await Ask<JobNotCancellable>(job, new CancelJob(Job));
    }

    [Fact]
    public async Task A_build_that_is_stored_already_cannot_be_cancelled()
    {
        ProjectProtocol.BuildModel build = new(
            Project("iris"), AttemptId.New(), ModelId.Parse("m"), "lda", Fusion.Models.MlContext.Empty);
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "build", ProjectKind.Cell, build));
        Cells.ExpectMsg<WorkProtocol.DoWork>(Patience);
        IActorRef worker = Cells.Sender;

        Task<JobNotCancellable> late = Ask<JobNotCancellable>(job, new CancelJob(Job));
        Cells.ExpectMsg<ProjectProtocol.CancelBuild>(Patience);
        worker.Tell(new ProjectProtocol.ModelBuilt(Project("iris"), ModelId.Parse("m")), Cells);

        await late;
        Assert.IsType<ProjectProtocol.ModelBuilt>((await FinishedAsync(job)).Result);
    }

    [Fact]
    public async Task Everyone_who_asked_to_cancel_a_build_is_answered()
    {
        ProjectProtocol.BuildModel build = new(
            Project("iris"), AttemptId.New(), ModelId.Parse("m"), "lda", Fusion.Models.MlContext.Empty);
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "build", ProjectKind.Cell, build));
        Cells.ExpectMsg<WorkProtocol.DoWork>(Patience);
        IActorRef worker = Cells.Sender;

        Task<JobCancelled>[] cancellers = [.. Enumerable.Range(0, 2).Select(_ => Ask<JobCancelled>(job, new CancelJob(Job)))];
        for (int i = 0; i < 2; i++) Cells.ExpectMsg<ProjectProtocol.CancelBuild>(Patience);
        worker.Tell(new Refused(Fault.Failed("The build was cancelled")), Cells);

        await Task.WhenAll(cancellers);
        Assert.IsType<Refused>((await FinishedAsync(job)).Result);
    }

    [Fact]
    public async Task Rows_on_their_way_cannot_be_called_back()
    {
        CellProtocol.UpdateRows rows = new(Project("iris"), AttemptId.New(), Forget: false, Frames.Of("x", "C", "1"), "test");
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "learn", ProjectKind.Cell, rows));

        await Ask<JobNotCancellable>(job, new CancelJob(Job));
    }

    [Fact]
    public async Task An_unknown_job_is_refused()
    {
        Assert.Equal("No such job", (await Ask<Refused>(Start(), new GetJob(Job))).Fault.Text);
        Assert.Equal("No such job", (await Ask<Refused>(Start(), new CancelJob(Job))).Fault.Text);
    }

    [Fact]
    public async Task An_expired_result_is_gone_and_its_number_is_released()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", JobExpirationSeconds = 60 });
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "digest", ProjectKind.Cell, Work));
        Cells.ExpectMsg<WorkProtocol.DoWork>(Patience);
        Cells.Reply(new ProjectProtocol.DigestFound("d1", 3, 2));
        await FinishedAsync(job);
        await StopAsync(job);
        Time.Advance(TimeSpan.FromSeconds(61));

        IActorRef reborn = Start();
        CustomerProtocol.ReleaseJob released = (CustomerProtocol.ReleaseJob)Customers.FishForMessage(message => message is CustomerProtocol.ReleaseJob, Patience);

        Assert.Equal(Job, released.JobId);
        Assert.Equal(FaultCode.UnknownJob, (await Ask<Refused>(reborn, new GetJob(Job))).Fault.Code);
    }

    [Fact]
    public async Task A_job_describes_itself_without_its_result_and_tells_its_owner_when_it_has_ended()
    {
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "digest", ProjectKind.Cell, Work));
        Assert.Equal(new JobInfo(4, "digest", "c1", Time.GetUtcNow(), 0, 1, IsDone: false), (await Ask<JobDescribed>(job, new DescribeJob(Job))).Info);
        Cells.ExpectMsg<WorkProtocol.DoWork>(Patience);
        Cells.Reply(new ProjectProtocol.DigestFound("d1", 3, 2));

        Assert.Equal(new CustomerProtocol.JobEnded(Customer, Job), Customers.ExpectMsg<CustomerProtocol.JobEnded>(Patience));
        Assert.True((await Ask<JobDescribed>(job, new DescribeJob(Job))).Info.IsDone);
        await StopAsync(job);
        Start().Tell(new WakeJob(Job));
        Customers.ExpectMsg<CustomerProtocol.JobEnded>(Patience);
    }

    [Fact]
    public async Task A_result_can_be_fetched_until_it_expires()
    {
        IActorRef job = Start();
        await Ask<JobStarted>(job, new StartJob(Job, "digest", ProjectKind.Cell, Work));
        Cells.ExpectMsg<WorkProtocol.DoWork>(Patience);
        Cells.Reply(new ProjectProtocol.DigestFound("d1", 3, 2));

        Assert.Equal(await FinishedAsync(job), await FinishedAsync(job));
    }

    private IActorRef Start()
    {
        ActorServices services = Services;
        JobId id = Job;
        return Sys.ActorOf(Props.Create(() => new JobActor(id, services)));
    }

    private async Task<JobFinished> FinishedAsync(IActorRef job)
    {
        JobFinished? finished = null;
        await AwaitAssertAsync(async () => finished = await Ask<JobFinished>(job, new GetJob(Job)), Patience);
        return finished!;
    }
}
