using System.Collections.Immutable;
using Akka.Actor;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.WorkProtocol;

namespace Fusion.Actors.Projects;

/// <summary>
/// What a project answers from its statistics and releases of them, at once or for jobs: those it tells when their work begins and how far it is, and stops
/// what is cancelled.
/// </summary>
internal abstract class WorkingActor : ModelExchangeActor
{
    private readonly Dictionary<JobId, Work> _works = [];

    /// <summary>Sets up the work for jobs.</summary>
    protected WorkingActor(ProjectId projectId, ActorServices services, string persistencePrefix)
        : base(projectId, services, persistencePrefix)
    {
        Command<ProjectProtocol.GetStatistics>(query => WhenCreated(() =>
        {
            if (query.Interval is { } interval) ReleasePast(query, interval);
            else Refresh(query.Via, replyTo => Handle(query, replyTo));
        }));
        Command<ExplorationProtocol.Over>(query => WhenCreated(() => Handle(query, Sender))); // the past does not change: no refresh
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

    /// <summary>What the project answers to a fusion that has no copy of it yet. Only called once it is created.</summary>
    protected abstract ProjectProtocol.StatisticsFound Release();

    /// <summary>What exploration reads of the rows of an interval. Only called once it is created.</summary>
    /// <param name="interval">Which rows.</param>
    /// <param name="via">The fusion projects the question has passed.</param>
    protected abstract Task<Evidence> ReadPastAsync(Interval interval, ImmutableArray<ProjectId> via);

    /// <summary>What exploration reads now.</summary>
    protected abstract Evidence Gather();

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
            case ExplorationProtocol.Over query when _works.TryAdd(job, work):
                Explore(query, job, work);
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

    private void Handle(ProjectProtocol.GetStatistics query, IActorRef replyTo)
    {
        ProjectProtocol.StatisticsFound found = Release();
        replyTo.Tell(query.KnownVersion == found.Version ? new ProjectProtocol.StatisticsUnchanged(ProjectId, found.Version) : found);
    }

    private void ReleasePast(ProjectProtocol.GetStatistics query, Interval interval)
    {
        ProjectProtocol.StatisticsFound found = Release();
        ReadPastAsync(interval, query.Via).PipeTo(
            Sender,
            Self,
            success: past => found with { Statistics = past.Statistics, Exact = past.Exact },
            failure: cause => new Refused(FaultOf(cause)));
    }

    private void Handle(ExplorationProtocol.IQuestion query, IActorRef replyTo)
    {
        ExploreAsync(query, new Work(replyTo)).PipeTo(replyTo, Self, failure: cause => new Refused(FaultOf(cause)));
    }

    private void Explore(ExplorationProtocol.IQuestion query, JobId job, Work work)
    {
        if (work.Token.IsCancellationRequested) return; // given up while the cells were asked
        ExploreAsync(query, work).PipeTo(
            Self,
            success: reply => new WorkEnded(job, reply),
            failure: cause => new WorkEnded(job, new Refused(FaultOf(cause))));
    }

    /// <summary>Gathers what is asked about on this actor's thread, as far as it is at hand, and computes on others.</summary>
    private async Task<IReply> ExploreAsync(ExplorationProtocol.IQuestion query, Work work)
    {
        (ComputePool pool, AnswerOptions switches) = (Services.Compute, Services.Answers);
        Task<Evidence> gathering = query is ExplorationProtocol.Over { Interval: var interval } ? ReadPastAsync(interval, []) : Task.FromResult(Gather());
        Evidence evidence = await gathering.ConfigureAwait(false); // from here on not this actor's thread
        return await pool.Run(() => ExplorationAnswers.Answer(query, evidence, switches, work), work.Token).ConfigureAwait(false);
    }

    private void Show(JobId job) => Self.Tell(new WorkEnded(job, new ProjectProtocol.ProjectInfoFound(Describe())));

    private sealed record WorkEnded(JobId JobId, IReply Reply) : INoSerializationVerificationNeeded;
}
