using Akka.Actor;
using Fusion.Actors.Fusions;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Tests.Fusions;

/// <summary>A fusion whose customers and cells the test plays.</summary>
public abstract class FusionSpec : ActorSpec
{
    private protected const string Key = "AAECAwQFBgcICQoLDA0ODw==";
    private protected static readonly ProjectId Hub = Project("hub");
    private protected static readonly SufficientStatistics A = Frames.Sums(Frames.Of("x,y", "CC", "1,2", "3,5"));
    private protected static readonly SufficientStatistics B = Frames.Sums(Frames.Of("y,z", "CC", "7,1", "8,2", "9,4"));

    private protected FusionSpec() => Users.Set("c1", Key);

    private protected static CellLogin Login(string name, string host = "localhost") => new(
        new CellAddress($"{host}:8080", $"http://{host}:8080/", "c1", name), new ReversingProtector().Protect(Key));

    private protected IActorRef Start()
    {
        ActorServices services = Services;
        return Sys.ActorOf(Props.Create(() => new FusionActor(Hub, services)));
    }

    private protected async Task<IActorRef> CreateAsync(params string[] cells)
    {
        IActorRef hub = Start();
        await Ask<ProjectProtocol.Created>(hub, new CreateFusion(Hub, Settings(), [.. cells.Select(cell => Login(cell))]));
        return hub;
    }

    private protected async Task<ProjectInfo> InfoAsync(IActorRef hub) =>
        (await Ask<ProjectProtocol.ProjectInfoFound>(hub, new ProjectProtocol.GetProjectInfo(Hub))).Info;

    private protected async Task<ProjectInfo> RefreshAsync(IActorRef hub, params (string Name, string Version, SufficientStatistics? Statistics)[] cells)
    {
        Task<ProjectInfo> info = InfoAsync(hub);
        Serve(cells);
        return await info;
    }

    /// <summary>Plays the customers and the cells for one refresh; a cell without statistics does not exist.</summary>
    private protected void Serve(params (string Name, string Version, SufficientStatistics? Statistics)[] cells)
    {
        Dictionary<string, SufficientStatistics?> byName = cells.ToDictionary(cell => cell.Name, cell => cell.Statistics);
        for (int i = 0; i < cells.Length; i++) AnswerFind(name => byName[name] is not null);
        (string, string, SufficientStatistics)[] alive = [.. cells.Where(cell => cell.Statistics is not null).Select(cell => (cell.Name, cell.Version, cell.Statistics!))];
        foreach (var _ in alive) AnswerStatistics(alive);
    }

    /// <summary>Answers one refresh of the cells "a" and another that holds more than itself.</summary>
    private protected void AnswerTwo(SufficientStatistics statistics, params ProjectId[] sources)
    {
        for (int i = 0; i < 2; i++) AnswerFind();
        for (int i = 0; i < 2; i++)
        {
            ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
            Cells.Reply(question.ProjectId == sources[0]
                ? new ProjectProtocol.StatisticsFound(question.ProjectId, "v1", statistics, Histogram: false, [.. sources])
                : new ProjectProtocol.StatisticsFound(question.ProjectId, "v1", A, Histogram: false, [question.ProjectId]));
        }
    }

    private protected void AnswerFind(Func<string, bool>? exists = null)
    {
        CustomerProtocol.FindProject find = Customers.ExpectMsg<CustomerProtocol.FindProject>(Patience);
        Customers.Reply(exists?.Invoke(find.Name.Value) ?? true
            ? new CustomerProtocol.ProjectFound(Customer, new ProjectEntry(new ProjectId(Customer, find.Name, 0), ProjectKind.Cell))
            : new Refused(Fault.UnknownProject(Customer, find.Name.Value)));
    }

    private protected void AnswerStatistics(params (string Name, string Version, SufficientStatistics Statistics)[] cells)
    {
        ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        (string _, string version, SufficientStatistics statistics) = cells.Single(cell => cell.Name == question.ProjectId.Name.Value);
        Cells.Reply(new ProjectProtocol.StatisticsFound(question.ProjectId, version, statistics, Histogram: false, [question.ProjectId]));
    }
}
