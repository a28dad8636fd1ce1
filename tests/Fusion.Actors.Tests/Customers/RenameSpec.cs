using Akka.Actor;
using Fusion.Actors.Customers;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CustomerProtocol;

namespace Fusion.Actors.Tests.Customers;

/// <summary>Names that change, projects that come from elsewhere, and all projects at once.</summary>
public sealed class RenameSpec : ActorSpec
{
    private static readonly ProjectName Iris = ProjectName.Parse("iris"), Lily = ProjectName.Parse("lily"), Rose = ProjectName.Parse("rose");

    [Fact]
    public async Task A_renamed_project_is_the_same_entity_under_its_new_name_only()
    {
        IActorRef customer = Start();
        await CreateAsync(customer, Iris);

        Assert.Equal(Lily, (await RenameAsync(customer, Iris, Lily)).NewName);

        ProjectEntry found = (await Ask<ProjectFound>(customer, new FindProject(Customer, Lily))).Entry;
        Assert.Equal(("c1/iris", Lily), (found.ProjectId.EntityId, found.Name));
        Assert.Equal(FaultCode.UnknownProject, (await Ask<Refused>(customer, new FindProject(Customer, Iris))).Fault.Code);
        Assert.Equal([Lily], (await Ask<ProjectsListed>(customer, new ListProjects(Customer))).Projects.Select(project => project.Name));
    }

    [Fact]
    public async Task The_owner_hears_of_the_name_when_the_project_knows_it()
    {
        IActorRef customer = Start();
        await CreateAsync(customer, Iris);

        Task<ProjectRenamed> renamed = Ask<ProjectRenamed>(customer, Rename(Iris, Lily));
        LifeCycleProtocol.SetName told = Cells.ExpectMsg<LifeCycleProtocol.SetName>(Patience);
        Assert.False(renamed.IsCompleted);
        Cells.Reply(new LifeCycleProtocol.NameSet(told.ProjectId, told.Name));

        await renamed;
    }

    [Fact]
    public async Task A_renaming_that_a_crash_interrupted_is_finished_at_the_next_start()
    {
        IActorRef customer = Start();
        await CreateAsync(customer, Iris);
        customer.Tell(Rename(Iris, Lily));
        Cells.ExpectMsg<LifeCycleProtocol.SetName>(Patience);
        await StopAsync(customer);

        customer = Start();

        Assert.Equal(new LifeCycleProtocol.SetName(Project("iris"), Lily), Cells.ExpectMsg<LifeCycleProtocol.SetName>(Patience));
        Assert.Equal(Lily, (await Ask<ProjectFound>(customer, new FindProject(Customer, Lily))).Entry.Name);
    }

    [Fact]
    public async Task A_taken_name_and_an_unknown_project_are_refused()
    {
        IActorRef customer = Start();
        await CreateAsync(customer, Iris);
        await CreateAsync(customer, Lily);

        Assert.Equal(Fault.NameTaken(Customer, "lily"), (await Ask<Refused>(customer, Rename(Iris, Lily))).Fault);
        Assert.Equal(Fault.NameTaken(Customer, "iris"), (await Ask<Refused>(customer, Rename(Iris, Iris))).Fault);
        Assert.Equal(Fault.UnknownProject(Customer, "rose"), (await Ask<Refused>(customer, Rename(Rose, Lily))).Fault);
    }

    [Fact]
    public async Task The_same_attempt_answers_as_the_first_time()
    {
        IActorRef customer = Start();
        await CreateAsync(customer, Iris);
        RenameProject command = Rename(Iris, Lily);
        await RenameAsync(customer, command);

        Assert.Equal(Lily, (await Ask<ProjectRenamed>(customer, command)).NewName);
    }

    [Fact]
    public async Task A_project_can_have_its_first_name_back()
    {
        IActorRef customer = Start();
        await CreateAsync(customer, Iris);
        await RenameAsync(customer, Iris, Lily);

        await RenameAsync(customer, Lily, Iris);

        Assert.Equal("c1/iris", (await Ask<ProjectFound>(customer, new FindProject(Customer, Iris))).Entry.ProjectId.EntityId);
    }

    [Fact]
    public async Task An_imported_project_begins_with_what_the_text_holds()
    {
        IActorRef customer = Start();
        ImportProject command = Import();

        Task<ProjectImported> imported = Ask<ProjectImported>(customer, command);
        LifeCycleProtocol.ImportCell told = Cells.ExpectMsg<LifeCycleProtocol.ImportCell>(Patience);
        Assert.False(imported.IsCompleted);
        Cells.Reply(new ProjectProtocol.Created(told.ProjectId));
        await imported;

        Assert.Equal((Frames.Sums(Frames.Of("x", "C", "1")).Digest(), false), (told.Content.Statistics.Digest(), told.Content.Settings.Persist));
        Assert.Equal(told.ProjectId, (await Ask<ProjectImported>(customer, command)).ProjectId);
        Assert.Equal(FaultCode.NameTaken, (await Ask<Refused>(customer, Import())).Fault.Code);
    }

    [Fact]
    public async Task A_text_that_is_no_export_is_refused_and_takes_no_name()
    {
        IActorRef customer = Start();

        Fault fault = (await Ask<Refused>(customer, Import() with { Text = "nonsense!" })).Fault;

        Assert.Equal(Fault.Invalid("The body can't be imported: it is not Base64"), fault);
        Assert.Empty((await Ask<ProjectsListed>(customer, new ListProjects(Customer))).Projects);
    }

    [Fact]
    public async Task An_import_that_a_crash_interrupted_is_undone()
    {
        IActorRef customer = Start();
        customer.Tell(Import() with { Persist = true });
        Cells.ExpectMsg<LifeCycleProtocol.ImportCell>(Patience);
        await StopAsync(customer);

        customer = Start();

        Assert.Equal(Project("iris"), Cells.ExpectMsg<ProjectProtocol.EraseProject>(Patience).ProjectId);
        Assert.Empty((await Ask<ProjectsListed>(customer, new ListProjects(Customer))).Projects);
    }

    [Fact]
    public async Task An_import_over_a_fusion_project_is_not_supported()
    {
        IActorRef customer = Start();
        customer.Tell(Create(Iris) with { Kind = ProjectKind.Fusion });
        Fusions.ExpectMsg<FusionProtocol.CreateFusion>(Patience);

        Assert.Equal(Fault.NotOnFusion("iris"), (await Ask<Refused>(customer, Import())).Fault);
    }

    [Fact]
    public async Task All_projects_tell_what_they_are_and_a_silent_one_is_told_of()
    {
        IActorRef customer = Start();
        await CreateAsync(customer, Iris);
        await CreateAsync(customer, Lily);

        Task<ProjectInfosFound> all = Ask<ProjectInfosFound>(customer, new GetProjectInfos(Customer));
        ProjectProtocol.GetProjectInfo first = Cells.ExpectMsg<ProjectProtocol.GetProjectInfo>(Patience);
        IActorRef asker = Cells.Sender;
        ProjectProtocol.GetProjectInfo second = Cells.ExpectMsg<ProjectProtocol.GetProjectInfo>(Patience);
        Assert.True(first.AsIs && second.AsIs);
        asker.Tell(new Refused(Fault.UnknownProject(Customer, first.ProjectId.Name.Value)));
        ProjectInfo info = new(second.ProjectId, ProjectKind.Cell, Settings(), Statistics.Schema.Empty, 7, [], Time.GetUtcNow(), Time.GetUtcNow(), "", []);
        Cells.Reply(new ProjectProtocol.ProjectInfoFound(info));

        Assert.Equal([(second.ProjectId, 7L)], (await all).Infos.Select(known => (known.ProjectId, known.Rows)));
    }

    [Fact]
    public async Task Of_a_project_that_does_not_answer_the_catalogue_tells_what_it_knows()
    {
        Services = ServicesWith(new Hosting.ActorsOptions { ConnectionString = "unused", FetchTimeoutMs = 100 });
        IActorRef customer = Start();
        await CreateAsync(customer, Iris);
        await RenameAsync(customer, Iris, Lily);

        ProjectInfo info = (await Ask<ProjectInfosFound>(customer, new GetProjectInfos(Customer))).Infos.Single();

        Assert.Equal((Lily, true), (info.Name, info.IsSilent));
    }

    [Fact]
    public async Task A_customer_without_projects_has_no_infos() =>
        Assert.Empty((await Ask<ProjectInfosFound>(Start(), new GetProjectInfos(Customer))).Infos);

    private static CreateProject Create(ProjectName name) => new(Customer, AttemptId.New(), name, ProjectKind.Cell, Settings(), []);

    private static RenameProject Rename(ProjectName name, ProjectName newName) => new(Customer, AttemptId.New(), name, newName);

    private static ImportProject Import()
    {
        ProjectContent content = new(Settings(), Frames.Sums(Frames.Of("x", "C", "1")), [], [], ProjectCondition.Initial);
        return new ImportProject(Customer, AttemptId.New(), Iris, Persist: false, ProjectArchive.Write(content));
    }

    private IActorRef Start()
    {
        ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new CustomerActor(Customer, services)));
    }

    private async Task CreateAsync(IActorRef customer, ProjectName name)
    {
        Task<ProjectCreated> created = Ask<ProjectCreated>(customer, Create(name));
        Cells.Reply(new ProjectProtocol.Created(Cells.ExpectMsg<CellProtocol.CreateCell>(Patience).ProjectId));
        await created;
    }

    private Task<ProjectRenamed> RenameAsync(IActorRef customer, ProjectName name, ProjectName newName) => RenameAsync(customer, Rename(name, newName));

    private async Task<ProjectRenamed> RenameAsync(IActorRef customer, RenameProject command)
    {
        Task<ProjectRenamed> renamed = Ask<ProjectRenamed>(customer, command);
        LifeCycleProtocol.SetName told = Cells.ExpectMsg<LifeCycleProtocol.SetName>(Patience);
        Cells.Reply(new LifeCycleProtocol.NameSet(told.ProjectId, told.Name));
        return await renamed;
    }
}
