using Akka.Actor;
using Fusion.Actors.Parcels;
using Fusion.Actors.Projects;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Fusions;

/// <summary>Asks a list of cells whether they can be fused, all at once, answers in list order and ends.</summary>
internal sealed class CellsStatusActor : AskingActor
{
    private readonly ProjectId _projectId;
    private readonly IReadOnlyList<CellLogin> _cells;
    private readonly ActorServices _services;
    private readonly IActorRef _replyTo;
    private readonly CellStatus?[] _statuses;

    /// <summary>An actor that will answer <paramref name="replyTo"/>.</summary>
    public CellsStatusActor(ProjectId projectId, IReadOnlyList<CellLogin> cells, ActorServices services, IActorRef replyTo)
    {
        _projectId = projectId;
        _cells = cells;
        _services = services;
        _replyTo = replyTo;
        _statuses = new CellStatus?[cells.Count];
        Receive<CellFetch.Outcome>(Handle);
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        for (int i = 0; i < _cells.Count; i++)
        {
            CellFetch question = new(i, _cells[i], StatisticsWanted: false, KnownVersion: null, Via: [_projectId]);
            Context.ActorOf(Props.Create(() => new CellFetchActor(question, _services)));
        }

        AnswerWhenComplete();
    }

    private void Handle(CellFetch.Outcome outcome)
    {
        _statuses[outcome.Fetch.Run] = new CellStatus(outcome.Fetch.Login.Address, outcome.Error ?? CellStatus.Ok);
        AnswerWhenComplete();
    }

    private void AnswerWhenComplete()
    {
        if (_statuses.Any(status => status is null)) return;
        _replyTo.Tell(new FusionProtocol.CellsStatusFound(_projectId, [.. _statuses.Select(status => status!)]));
        Context.Stop(Self);
    }
}
