using Akka.Actor;
using Akka.TestKit;
using Fusion.Actors.Customers;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CustomerProtocol;
using static Fusion.Contracts.Protocols.WorkProtocol;

namespace Fusion.Actors.Tests.Customers;

/// <summary>What a catalogue does for jobs.</summary>
public sealed class CatalogueWorkSpec : ActorSpec
{
    private static readonly JobId Job = new(Customer, 4);

    [Fact]
    public void Infos_for_a_job_count_projects()
    {
        TestProbe job = CreateTestProbe();
        IActorRef customer = Created();

        customer.Tell(new DoCatalogueWork(Customer, Job, new GetProjectInfos(Customer)), job);
        Assert.Equal(new WorkAdvanced(Job, 0, 1), job.ExpectMsg<WorkAdvanced>(Patience));
        Cells.ExpectMsg<ProjectProtocol.GetProjectInfo>(Patience);
        Cells.Reply(new Refused(Fault.Failed("gone")));

        Assert.Equal(new WorkAdvanced(Job, 1, 1), job.ExpectMsg<WorkAdvanced>(Patience));
        Assert.Empty(job.ExpectMsg<ProjectInfosFound>(Patience).Infos);
    }

    [Fact]
    public void Killed_infos_ask_no_further_project_and_answer_nothing()
    {
        TestProbe job = CreateTestProbe();
        IActorRef customer = Created();

        customer.Tell(new DoCatalogueWork(Customer, Job, new GetProjectInfos(Customer)), job);
        job.ExpectMsg<WorkAdvanced>(Patience);
        Cells.ExpectMsg<ProjectProtocol.GetProjectInfo>(Patience);
        Watch(Cells.Sender);
        customer.Tell(new CancelCatalogueWork(Customer, Job), job);

        ExpectTerminated(Cells.Sender, Patience);
        customer.Tell(new DoCatalogueWork(Customer, new JobId(Customer, 5), new ListProjects(Customer)), job);
        Assert.Single(job.ExpectMsg<ProjectsListed>(Patience).Projects);
    }

    private IActorRef Created()
    {
        CustomerId id = Customer;
        ActorServices services = Services;
        IActorRef customer = Sys.ActorOf(Props.Create(() => new CustomerActor(id, services)));
        customer.Tell(new CreateProject(Customer, AttemptId.New(), ProjectName.Parse("iris"), ProjectKind.Cell, Settings(), []), TestActor);
        Cells.ExpectMsg<CellProtocol.CreateCell>(Patience);
        Cells.Reply(new ProjectProtocol.Created(Project("iris")));
        ExpectMsg<ProjectCreated>(Patience);
        return customer;
    }
}
