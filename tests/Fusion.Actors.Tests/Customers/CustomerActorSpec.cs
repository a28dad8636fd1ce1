using Akka.Actor;
using Fusion.Actors.Customers;
using Fusion.Actors.Hosting;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CustomerProtocol;

namespace Fusion.Actors.Tests.Customers;

public sealed class CustomerActorSpec : ActorSpec
{
    private static readonly ProjectName Iris = ProjectName.Parse("iris");

    [Fact]
    public async Task A_project_is_created_in_its_region_before_its_owner_hears_of_it()
    {
        IActorRef customer = Start();

        Task<ProjectCreated> created = Ask<ProjectCreated>(customer, Create());
        CellProtocol.CreateCell told = Cells.ExpectMsg<CellProtocol.CreateCell>(Patience);
        Assert.False(created.IsCompleted);
        Cells.Reply(new ProjectProtocol.Created(told.ProjectId));

        Assert.Equal(Project("iris"), (await created).ProjectId);
    }

    [Fact]
    public async Task A_taken_name_is_refused_with_the_documented_text()
    {
        IActorRef customer = await CreatedAsync();

        Refused refused = await Ask<Refused>(customer, Create());

        Assert.Equal("Customer [c1] already have SYMETRYML with id[iris], ", refused.Fault.Text);
    }

    [Fact]
    public async Task The_same_attempt_answers_as_the_first_time()
    {
        CreateProject command = Create();
        IActorRef customer = await CreatedAsync(command);

        Assert.Equal(Project("iris"), (await Ask<ProjectCreated>(customer, command)).ProjectId);
    }

    [Fact]
    public async Task A_name_used_again_stands_for_another_entity()
    {
        IActorRef customer = await CreatedAsync();
        await Ask<ProjectDeleted>(customer, new DeleteProject(Customer, AttemptId.New(), Iris));
        Assert.Equal(Project("iris"), Cells.ExpectMsg<ProjectProtocol.EraseProject>(Patience).ProjectId);

        await CreatedAsync(customer: customer);

        ProjectFound found = await Ask<ProjectFound>(customer, new FindProject(Customer, Iris));
        Assert.Equal("c1/iris:1", found.Entry.ProjectId.EntityId);
    }

    [Fact]
    public async Task A_deleted_project_is_unknown()
    {
        IActorRef customer = await CreatedAsync();
        await Ask<ProjectDeleted>(customer, new DeleteProject(Customer, AttemptId.New(), Iris));

        Assert.Equal("Cannot Find SYMETRYML id[iris] for Customer id [c1]", (await Ask<Refused>(customer, new FindProject(Customer, Iris))).Fault.Text);
        Refused again = await Ask<Refused>(customer, new DeleteProject(Customer, AttemptId.New(), Iris));
        Assert.Equal("Customer[c1] does not have Project with id[iris], ", again.Fault.Text);
    }

    [Fact]
    public async Task A_creation_that_a_crash_interrupted_is_finished_at_the_next_start()
    {
        IActorRef customer = Start();
        customer.Tell(Create());
        Cells.ExpectMsg<CellProtocol.CreateCell>(Patience);
        await StopAsync(customer);

        IActorRef reborn = Start();
        CellProtocol.CreateCell told = Cells.ExpectMsg<CellProtocol.CreateCell>(Patience);
        Cells.Reply(new ProjectProtocol.Created(told.ProjectId));

        ProjectsListed listed = await Ask<ProjectsListed>(reborn, new ListProjects(Customer));
        Assert.Equal(["c1/iris"], listed.Projects.Select(project => project.ProjectId.EntityId));
    }

    [Fact]
    public async Task A_removal_that_a_crash_interrupted_is_finished_at_the_next_start()
    {
        IActorRef customer = await CreatedAsync();
        await Ask<ProjectDeleted>(customer, new DeleteProject(Customer, AttemptId.New(), Iris));
        Cells.ExpectMsg<ProjectProtocol.EraseProject>(Patience);
        await StopAsync(customer);

        Start();

        Assert.Equal(Project("iris"), Cells.ExpectMsg<ProjectProtocol.EraseProject>(Patience).ProjectId);
    }

    [Fact]
    public async Task The_catalogue_and_job_numbers_survive_snapshots()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", SnapshotEvery = 2 });
        IActorRef customer = await CreatedAsync();
        for (int i = 0; i < 5; i++) await Ask<JobAllocated>(customer, new AllocateJob(Customer, AttemptId.New()));
        await StopAsync(customer);

        IActorRef reborn = Start();

        Assert.Equal(65, (await Ask<JobAllocated>(reborn, new AllocateJob(Customer, AttemptId.New()))).JobId.Number);
        Assert.Single((await Ask<ProjectsListed>(reborn, new ListProjects(Customer))).Projects);
    }

    [Fact]
    public async Task An_unpersisted_project_is_woken_after_a_restart_so_that_it_gives_its_name_back()
    {
        IActorRef customer = await CreatedAsync(Create() with { Settings = Settings(persist: false) });
        await StopAsync(customer);

        IActorRef reborn = Start();
        ProjectProtocol.GetProjectInfo wake = Cells.ExpectMsg<ProjectProtocol.GetProjectInfo>(Patience);
        Cells.Reply(new ForgetProject(Customer, wake.ProjectId));
        Cells.ExpectMsg<ProjectProtocol.EraseProject>(Patience);

        Assert.Empty((await Ask<ProjectsListed>(reborn, new ListProjects(Customer))).Projects);
    }

    [Fact]
    public async Task More_jobs_than_allowed_are_declined_until_one_is_released()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", MaxJobs = 1 });
        IActorRef customer = Start();
        JobId first = (await Ask<JobAllocated>(customer, new AllocateJob(Customer, AttemptId.New()))).JobId;

        Refused refused = await Ask<Refused>(customer, new AllocateJob(Customer, AttemptId.New()));
        customer.Tell(new ReleaseJob(Customer, first));

        Assert.Equal(FaultCode.Overloaded, refused.Fault.Code);
        Assert.Equal(2, (await Ask<JobAllocated>(customer, new AllocateJob(Customer, AttemptId.New()))).JobId.Number);
    }

    [Fact]
    public async Task More_running_jobs_than_allowed_are_declined_until_one_has_ended()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", MaxRunningJobs = 1 });
        IActorRef customer = Start();
        JobId first = (await Ask<JobAllocated>(customer, new AllocateJob(Customer, AttemptId.New()))).JobId;

        Refused refused = await Ask<Refused>(customer, new AllocateJob(Customer, AttemptId.New()));
        Assert.Equal(FaultCode.Overloaded, refused.Fault.Code);
        customer.Tell(new JobEnded(Customer, first));
        JobId second = (await Ask<JobAllocated>(customer, new AllocateJob(Customer, AttemptId.New()))).JobId;

        Assert.Equal<JobId>([first, second], (await Ask<JobsListed>(customer, new ListJobs(Customer))).Jobs.ToArray());
    }

    [Fact]
    public async Task When_the_word_that_a_job_has_ended_is_lost_the_job_is_asked()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", MaxRunningJobs = 1 });
        IActorRef customer = Start();
        JobId first = (await Ask<JobAllocated>(customer, new AllocateJob(Customer, AttemptId.New()))).JobId;
        await Ask<Refused>(customer, new AllocateJob(Customer, AttemptId.New()));

        Assert.Equal(first, JobsRegion.ExpectMsg<JobProtocol.DescribeJob>(Patience).JobId);
        JobsRegion.Reply(new JobProtocol.JobDescribed(new JobInfo(first.Number, "build", "c1", Time.GetUtcNow(), 1, 1, IsDone: true)));

        Assert.Equal(2, (await Ask<JobAllocated>(customer, new AllocateJob(Customer, AttemptId.New()))).JobId.Number);
    }

    [Fact]
    public async Task The_same_attempt_gets_the_same_job_number()
    {
        IActorRef customer = Start();
        AllocateJob command = new(Customer, AttemptId.New());

        JobId first = (await Ask<JobAllocated>(customer, command)).JobId;

        Assert.Equal(first, (await Ask<JobAllocated>(customer, command)).JobId);
        Assert.NotEqual(first, (await Ask<JobAllocated>(customer, new AllocateJob(Customer, AttemptId.New()))).JobId);
    }

    private static CreateProject Create() => new(Customer, AttemptId.New(), Iris, ProjectKind.Cell, Settings(), []);

    private IActorRef Start()
    {
        ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new CustomerActor(Customer, services)));
    }

    private async Task<IActorRef> CreatedAsync(CreateProject? command = null, IActorRef? customer = null)
    {
        customer ??= Start();
        Task<ProjectCreated> created = Ask<ProjectCreated>(customer, command ?? Create());
        CellProtocol.CreateCell told = Cells.ExpectMsg<CellProtocol.CreateCell>(Patience);
        Cells.Reply(new ProjectProtocol.Created(told.ProjectId));
        await created;
        return customer;
    }
}
