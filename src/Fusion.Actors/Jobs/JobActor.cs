using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Fusion.Actors.Projects;
using Fusion.Contracts;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.JobProtocol;

namespace Fusion.Actors.Jobs;

/// <summary>
/// Owns one job: sends its work to the project, keeps the reply until it expires. The work itself runs at the project, so a job whose node is lost knows
/// only that it had begun; it ends with an error that says so. Supervision: restarted by its region from the journal; lives until its result expires.
/// </summary>
internal sealed class JobActor : EntityActor, IWithTimers
{
    private const string Repeat = "start it again, rows only under the same Idempotency-Key: they may have been counted";

    private readonly JobId _jobId;
    private JobOpened? _opened;
    private JobClosed? _closed;
    private IFusionMessage? _work;
    private IActorRef _worker = ActorRefs.Nobody;
    private readonly List<IActorRef> _cancellers = [];
    private readonly List<IActorRef> _waiters = [];
    private JobProgress _progress = new(IsStarted: false, Current: 0, Maximum: 1);

    /// <summary>The job behind <paramref name="jobId"/>, not yet recovered.</summary>
    public JobActor(JobId jobId, ActorServices services)
        : base($"job-{jobId.EntityId}", services)
    {
        _jobId = jobId;

        Recover<JobOpened>(Apply);
        Recover<JobClosed>(Apply);
        Recover<RecoveryCompleted>(_ => Continue());

        Command<StartJob>(command => Start(Opening(command.Type, command.Work, command.Details), command.Work, () => Services.Regions.Projects(command.Kind)));
        Command<StartCatalogueJob>(command => Start(Opening(command.Type, command.Work, command.Details), command.Work, () => Services.Regions.Customers));
        Command<GetJob>(_ => Handle());
        Command<DescribeJob>(_ => { if (_opened is null) RefuseUnknown(); else Sender.Tell(new JobDescribed(Describe())); });
        Command<AwaitJob>(Handle);
        Command<CancelJob>(Handle);
        Command<WakeJob>(_ => Wake());
        Command<TimedOut>(_ => GiveUp());
        Command<Expired>(_ => Expire());
        Command<WorkProtocol.WorkAdvanced>(Handle);
        Command<IReply>(Handle);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private JobInfo Describe() => new(
        _jobId.Number,
        _opened!.Type,
        _jobId.Customer.Value,
        _opened.At,
        _progress.Current,
        _progress.Maximum,
        IsDone: _closed is not null,
        _progress.IsStarted,
        _opened.Details);

    private JobOpened Opening(string type, IFusionMessage work, ImmutableSortedDictionary<string, string>? details) =>
        new(_jobId, type, Services.Time.GetUtcNow(), details, SizeOf(work));

    private static long SizeOf(IFusionMessage work) => work switch
    {
        IngestionProtocol.IUpdate update => update.Sent.Rows,
        ExplorationProtocol.IQuestion question => ExplorationAnswers.StepsOf(question),
        _ => 1,
    };

    private void Apply(JobOpened fact)
    {
        _opened = fact;
        if (fact.Maximum > 0) _progress = _progress with { Maximum = fact.Maximum };
    }

    private void Apply(JobClosed fact)
    {
        _closed = fact;
        _progress = fact.Progress ?? new JobProgress(IsStarted: true, 1, 1);
    }

    private void Continue()
    {
        if (_opened is null) return;
        if (_closed is null) Close(new Refused(Fault.Failed($"The node that ran this job stopped before it was done; {Repeat}")));
        else StartExpiry();
    }

    private void Start(JobOpened opening, IFusionMessage work, Func<IActorRef> worker)
    {
        if (_opened is not null)
        {
            Sender.Tell(new JobStarted(_jobId));
            return;
        }

        IActorRef replyTo = Sender;
        Persist(opening, fact =>
        {
            Apply(fact);
            (_work, _worker) = (work, worker());
            Timers.StartSingleTimer(TimedOut.Instance, TimedOut.Instance, Services.Options.JobTimeout);
            _worker.Tell(Commission(work));
            replyTo.Tell(new JobStarted(_jobId));
        });
    }

    private void Handle()
    {
        if (_opened is null) RefuseUnknown();
        else if (_closed is null) Sender.Tell(new JobRunning(Describe()));
        else Sender.Tell(new JobFinished(Describe(), _closed.Result));
    }

    private IFusionMessage Commission(IFusionMessage work) => work switch
    {
        IProjectMessage message => new WorkProtocol.DoWork(message.ProjectId, _jobId, message),
        ICustomerMessage message => new WorkProtocol.DoCatalogueWork(message.CustomerId, _jobId, message),
        _ => throw new InvalidOperationException($"Nobody does {work.GetType().Name} for a job"),
    };

    private void Handle(WorkProtocol.WorkAdvanced advanced)
    {
        if (_work is not null) _progress = new JobProgress(IsStarted: true, advanced.Current, Math.Max(1, advanced.Maximum));
    }

    private void Handle(AwaitJob query)
    {
        if (_opened is null) RefuseUnknown();
        else if (_closed is null) _waiters.Add(Sender);
        else Sender.Tell(new JobDescribed(Describe()));
    }

    private void Handle(CancelJob command)
    {
        if (_opened is null)
        {
            RefuseUnknown();
        }
        else if (_closed is not null || _work is not (ProjectProtocol.IQuery or CustomerProtocol.IQuery or ProjectProtocol.BuildModel))
        {
            Sender.Tell(new JobNotCancellable(_jobId)); // rows on their way can't be called back: they count
        }
        else
        {
            _cancellers.Add(Sender);
            StopWork();
            if (_work is ProjectProtocol.BuildModel) return; // whether it could still be stopped, its answer tells
            Close(new Refused(Fault.Failed("The job was cancelled")));
        }
    }

    private void Wake()
    {
        if (_opened is null) Expire();
        else if (_closed is not null) TellEnded();
    }

    /// <summary>The owner may now have another job running. Should this be lost, the owner asks when it matters.</summary>
    private void TellEnded() => Services.Regions.Customers.Tell(new CustomerProtocol.JobEnded(_jobId.Customer, _jobId));

    private void RefuseUnknown()
    {
        Sender.Tell(new Refused(Fault.UnknownJob()));
        LeaveMemory(); // or every number ever tried would stay
    }

    private void GiveUp()
    {
        StopWork();
        Close(new Refused(Fault.Failed($"The job was given up after {Services.Options.JobTimeoutMinutes} minutes; {Repeat}")));
    }

    private void StopWork()
    {
        if (_work is ProjectProtocol.BuildModel build) _worker.Tell(new ProjectProtocol.CancelBuild(build.ProjectId, build.AttemptId));
        else if (_work is IProjectMessage work) _worker.Tell(new WorkProtocol.CancelWork(work.ProjectId, _jobId));
        else if (_work is ICustomerMessage catalogueWork) _worker.Tell(new WorkProtocol.CancelCatalogueWork(catalogueWork.CustomerId, _jobId));
    }

    /// <summary>How far the work came by the time of its reply.</summary>
    private JobProgress ProgressAt(IReply result) => result switch
    {
        Refused => _progress,
        CellProtocol.RowsUpdated { Error: not null } rows =>
            _progress with { IsStarted = true, Current = Math.Min(_progress.Maximum, rows.AcceptedRows + rows.RejectedRows) },
        _ => _progress with { IsStarted = true, Current = _progress.Maximum },
    };

    /// <summary>Takes the reply of the work; one that comes after the job has ended is ignored.</summary>
    private void Handle(IReply result)
    {
        if (_work is not null) Close(result);
    }

    private void Close(IReply result)
    {
        if (_closed is not null) return;
        _work = null;
        Timers.Cancel(TimedOut.Instance);
        Persist(new JobClosed(_jobId, result, Services.Time.GetUtcNow(), ProgressAt(result)), fact =>
        {
            Apply(fact);
            TellEnded();
            StartExpiry();
            _waiters.ForEach(waiter => waiter.Tell(new JobDescribed(Describe())));
            _cancellers.ForEach(canceller => canceller.Tell(result is Refused ? new JobCancelled(_jobId) : new JobNotCancellable(_jobId)));
        });
    }

    private void StartExpiry()
    {
        TimeSpan left = _closed!.At + Services.Options.JobExpiration - Services.Time.GetUtcNow();
        Timers.StartSingleTimer(Expired.Instance, Expired.Instance, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <inheritdoc/>
    protected override void OnMessagesDeleted(DeleteMessagesSuccess deleted) => LeaveMemory();

    /// <summary>Forgets the job: from now on its number is unknown.</summary>
    private void Expire()
    {
        _opened = null;
        Services.Regions.Customers.Tell(new CustomerProtocol.ReleaseJob(_jobId.Customer, _jobId));
        DeleteMessages(LastSequenceNr);
    }

    private sealed class TimedOut : INoSerializationVerificationNeeded
    {
        public static readonly TimedOut Instance = new();

        private TimedOut() { }
    }

    private sealed class Expired : INoSerializationVerificationNeeded
    {
        public static readonly Expired Instance = new();

        private Expired() { }
    }
}
