using Akka.Actor;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.WorkProtocol;

namespace Fusion.Actors.Projects;

/// <summary>
/// What a project answers in steps, at once or for jobs: those it tells when their work begins and how far it is, and stops what is cancelled.
/// </summary>
internal abstract class WorkingActor : ProjectActor
{
    private readonly Dictionary<JobId, Work> _works = [];

    /// <summary>Sets up the work for jobs.</summary>
    protected WorkingActor(ProjectId projectId, ActorServices services, string persistencePrefix)
        : base(projectId, services, persistencePrefix)
    {
        Command<ExplorationProtocol.IQuestion>(query => WhenFresh(replyTo => Handle(query, replyTo)));
        Command<DoWork>(command => WhenCreated(() => Begin(command.Work, command.JobId, new Work(Sender, command.JobId))));
        Command<CancelWork>(command => { if (_works.Remove(command.JobId, out Work? work)) work.Cancel(); });
        Command<WorkEnded>(ended => { if (_works.Remove(ended.JobId, out Work? work)) work.ReplyTo.Tell(ended.Reply); });
    }

    /// <inheritdoc/>
    protected override bool IsIdle => base.IsIdle && _works.Count == 0;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (Work work in _works.Values) work.Cancel();
        base.PostStop();
    }

    /// <summary>Takes up what only this kind of project does for a job; work of no steps begins when it is its turn.</summary>
    protected virtual void Begin(IProjectMessage message, Work work)
    {
        work.Advance(0, 1);
        Self.Tell(message, work.ReplyTo);
    }

    private void Begin(IProjectMessage message, JobId job, Work work)
    {
        switch (message)
        {
            case ProjectProtocol.BuildModel command:
                Build(command, work);
                break;
            case ExplorationProtocol.IQuestion query when _works.TryAdd(job, work):
                Refresh([], _ => Explore(query, job, work));
                break;
            case ProjectProtocol.GetProjectInfo query when _works.TryAdd(job, work):
                work.Advance(0, 1);
                if (query.AsIs) Show(job);
                else Refresh([], _ => Show(job));
                break;
            case ExplorationProtocol.IQuestion or ProjectProtocol.GetProjectInfo:
                break; // the job asks again: it is answered once
            default:
                Begin(message, work);
                break;
        }
    }

    private void Handle(ExplorationProtocol.IQuestion query, IActorRef replyTo)
    {
        Evidence evidence = Gather();
        Answer(replyTo, _ => ExplorationAnswers.Answer(query, evidence, Services.Answers, new Work(replyTo)));
    }

    private void Explore(ExplorationProtocol.IQuestion query, JobId job, Work work)
    {
        if (work.Token.IsCancellationRequested) return; // given up while the cells were asked
        Evidence evidence = Gather();
        Services.Compute.Run(() => ExplorationAnswers.Answer(query, evidence, Services.Answers, work), work.Token).PipeTo(
            Self,
            success: reply => new WorkEnded(job, reply),
            failure: cause => new WorkEnded(job, new Refused(FaultOf(cause))));
    }

    private Evidence Gather() => new(Statistics, Describe());

    private void Show(JobId job) => Self.Tell(new WorkEnded(job, new ProjectProtocol.ProjectInfoFound(Describe())));

    private sealed record WorkEnded(JobId JobId, IReply Reply) : INoSerializationVerificationNeeded;
}
