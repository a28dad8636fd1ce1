using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Fusion.Actors.Cells;
using Fusion.Actors.Hosting;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics;

namespace Fusion.Actors.Projects;

/// <summary>
/// What cells and fusions have in common: one project, its models, and answers computed from its statistics.
/// Subclasses own the statistics. Every answer that takes time is computed off this actor's thread on an immutable snapshot.
/// </summary>
internal abstract class ProjectActor : EntityActor, IWithTimers
{
    private readonly Dictionary<AttemptId, Work> _builds = [];
    private readonly List<IActorRef> _erasers = [];
    private long _eraseTo = -1;
    private int _storing;
    private Fault? _broken; // recovery failed: nothing but being erased

    /// <summary>Sets up what every project answers.</summary>
    protected ProjectActor(ProjectId projectId, ActorServices services, string persistencePrefix)
        : base($"{persistencePrefix}-{projectId.EntityId}", services)
    {
        ProjectId = projectId;

        Recover<ProjectProtocol.ModelStored>(fact => { Apply(fact); CountEvent(); });
        Recover<ProjectProtocol.ModelRemoved>(fact => { Apply(fact); CountEvent(); });

        Command<ProjectProtocol.GetProjectInfo>(query => WhenCreated(() => Handle(query)));
        Command<ProjectProtocol.GetDigest>(_ => WhenFresh(replyTo => Answer(replyTo, ProjectAnswers.Digest)));
        Command<ProjectProtocol.CheckBuild>(query => WhenFresh(
            replyTo => Answer(replyTo, Source, source => ProjectAnswers.CheckBuild(query, source))));
        Command<ProjectProtocol.BuildModel>(command => WhenCreated(() => Build(command, new Work(Sender))));
        Command<ProjectProtocol.CancelBuild>(Handle);
        Command<ProjectProtocol.GetModel>(query => WhenCreated(() => Handle(query)));
        Command<ProjectProtocol.DeleteModel>(command => WhenCreated(() => Handle(command)));
        Command<ProjectProtocol.Predict>(query => WhenCreated(() => Handle(query)));
        Command<TransformProtocol.Transform>(query => WhenCreated(() => Handle(query)));
        Command<DriftProtocol.MeasureDrift>(query => WhenFresh(replyTo => Handle(query, replyTo)));
        Command<ProjectProtocol.EraseProject>(_ => Erase());
        Command<BuildEnded>(Handle);
        Command<RecoveryDue>(_ => LeaveMemory());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Which project this is.</summary>
    protected ProjectId ProjectId { get; }

    /// <summary>What a project that does not exist, or not any more, answers.</summary>
    protected Fault Unknown => Fault.UnknownProject(ProjectId.Customer, ProjectId.Name.Value);

    /// <summary>Whether the project is being erased: nothing further may reach the journal.</summary>
    protected bool IsErasing => _erasers.Count > 0;

    /// <summary>Whether nothing is under way that would be lost if the actor stopped now.</summary>
    protected virtual bool IsIdle => _builds.Count == 0 && _storing == 0 && !IsSavingSnapshot;

    /// <summary>Whether something is acknowledged that only a save makes durable: a snapshot would save it unasked.</summary>
    protected virtual bool IsDirty => false;

    /// <summary>The settings; null until the project is created.</summary>
    protected abstract ProjectSettings? Settings { get; }

    /// <summary>The settings by which rows become attributes. Only called once it is created.</summary>
    protected virtual ProjectSettings Learning => Settings!;

    /// <summary>The statistics as of now.</summary>
    protected abstract SufficientStatistics Statistics { get; }

    /// <summary>The statistics of each value of the split column; null where the project has none.</summary>
    protected virtual PartitionedStatistics? Partitions => null;

    /// <summary>The rows of the embedded rolling window; null when the project has none.</summary>
    protected virtual IReadOnlyList<RowBlock>? EmbeddedWindow => null;

    /// <summary>The models by name.</summary>
    protected ImmutableSortedDictionary<string, FittedModel> Models { get; private set; } =
        ImmutableSortedDictionary.Create<string, FittedModel>(StringComparer.Ordinal);

    /// <summary>The models as <see cref="Describe"/> lists them.</summary>
    protected ImmutableArray<ModelEntry> ModelEntries => [.. Models.Values.Select(model => new ModelEntry(model.ModelId, model.Algorithm))];

    /// <summary>What the project says about itself. Only called once it is created.</summary>
    protected abstract ProjectInfo Describe();

    /// <summary>Everything the project is, for the snapshot store.</summary>
    protected abstract object TakeSnapshot();

    /// <summary>Runs <paramref name="answer"/> for the current sender once the statistics are as fresh as the project promises.</summary>
    /// <param name="via">The fusion projects the question has passed.</param>
    /// <param name="answer">Answers the sender it is given; may run during a later message.</param>
    protected abstract void Refresh(ImmutableArray<ProjectId> via, Action<IActorRef> answer);

    /// <summary>Answers once the project is created and fresh.</summary>
    protected void WhenFresh(Action<IActorRef> answer) => WhenCreated(() => Refresh([], answer));

    /// <summary>Answers once the project is created; before, it is unknown.</summary>
    protected void WhenCreated(Action answer)
    {
        if (_broken is not null)
        {
            Refuse(_broken);
            return;
        }

        if (Settings is not null && !IsErasing)
        {
            answer();
            return;
        }

        Refuse(Unknown);
        if (Settings is null) LeaveMemory(); // or every name ever tried would stay
    }

    /// <summary>
    /// A step of recovery. After one that fails the project answers nothing but its fault, and tries again with the first message after
    /// <see cref="ActorsOptions.RecoveryPause"/>: failing over and over would fill the log and help nobody.
    /// </summary>
    protected void Recall(Action step)
    {
        if (_broken is not null) return;
        try
        {
            step();
        }
        catch (Exception cause)
        {
            Log.Error(cause, "{PersistenceId} can't be started from what is stored; it is tried again in {Pause}", PersistenceId, ActorsOptions.RecoveryPause);
            _broken = Fault.Failed($"Project id[{ProjectId.Name}] can't be started from what is stored: {cause.Message}");
            Timers.StartSingleTimer(RecoveryDue.Instance, RecoveryDue.Instance, ActorsOptions.RecoveryPause);
        }
    }

    /// <summary>Begins the project once the fact of its creation is stored; one that has begun only says so.</summary>
    protected void Create<T>(Func<T> fact, Action<T> begin)
        where T : ProjectProtocol.IEvent
    {
        if (_broken is not null)
        {
            Refuse(_broken);
            return;
        }

        if (Settings is not null)
        {
            Sender.Tell(new ProjectProtocol.Created(ProjectId));
            return;
        }

        IActorRef replyTo = Sender;
        Persist(fact(), stored =>
        {
            begin(stored);
            replyTo.Tell(new ProjectProtocol.Created(ProjectId));
        });
    }

    /// <summary>Only the creation of an unpersisted project is in the journal: after a restart its data is lost, so its name must go too.</summary>
    protected void GiveNameBack() => Services.Regions.Customers.Tell(new CustomerProtocol.ForgetProject(ProjectId.Customer, ProjectId));

    /// <summary>Takes the models of a snapshot.</summary>
    protected void Restore(IEnumerable<FittedModel> models) =>
        Models = Models.SetItems(models.Select(model => KeyValuePair.Create(model.ModelId, model)));

    private FitSource Source => new(Statistics, Partitions);

    /// <summary>Declines the current message.</summary>
    protected void Refuse(Fault fault) => Sender.Tell(new Refused(fault));

    /// <summary>Answers with what a computation makes of the statistics as of now, or with its fault.</summary>
    protected void Answer(IActorRef replyTo, Func<SufficientStatistics, IReply> computation) => Answer(replyTo, Statistics, computation);

    /// <summary>Answers with what a computation makes of what is at hand now, or with its fault.</summary>
    protected void Answer<T>(IActorRef replyTo, T source, Func<T, IReply> computation)
    {
        Services.Compute.Run(() => computation(source))
            .PipeTo(replyTo, Self, failure: cause => new Refused(FaultOf(cause)));
    }

    /// <summary>What a failed computation is to its caller. One that no user can cause is a bug and logged as such; called from any thread.</summary>
    protected Fault FaultOf(Exception cause)
    {
        Fault fault = ProjectAnswers.ToFault(cause, out bool isBug);
        if (isBug) Log.Error(cause, "A computation of {ProjectId} failed", ProjectId);
        return fault;
    }

    /// <summary>Makes a fact durable, then runs <paramref name="then"/>. A project that is not persisted only waits for its turn.</summary>
    protected void Store<T>(T fact, Action<T> then)
        where T : ProjectProtocol.IEvent
    {
        if (Settings is { Persist: false })
        {
            KeepInMemory(fact, then);
            return;
        }

        _storing++;
        PersistAsync(fact, stored => Stored(() =>
        {
            CellMeter.Stored();
            then(stored);
            if (CountEvent(fact)) Compact();
        }));
    }

    /// <summary>Runs <paramref name="then"/> in its turn after all that is being stored; the fact itself stays in memory.</summary>
    protected void KeepInMemory<T>(T fact, Action<T> then)
        where T : ProjectProtocol.IEvent
    {
        _storing++;
        DeferAsync(fact, kept => Stored(() => then(kept)));
    }

    /// <summary>Takes a snapshot, after which older events are deleted.</summary>
    protected void Compact()
    {
        if (Settings is { Persist: true } && !IsErasing && !IsDirty) Compact(TakeSnapshot());
    }

    /// <inheritdoc/>
    protected override void OnSnapshotEnded(bool stored) => EraseWhenIdle();

    /// <inheritdoc/>
    protected override void OnMessagesDeleted(DeleteMessagesSuccess deleted)
    {
        if (_eraseTo >= 0 && deleted.ToSequenceNr >= _eraseTo) DeleteSnapshots(SnapshotSelectionCriteria.Latest); // last: events without it look like damage
    }

    /// <inheritdoc/>
    protected override void OnSnapshotsDeleted(DeleteSnapshotsSuccess deleted)
    {
        if (deleted.Criteria != SnapshotSelectionCriteria.Latest) return; // of an earlier compaction
        _erasers.ForEach(eraser => eraser.Tell(new ProjectProtocol.Erased(ProjectId)));
        LeaveMemory();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (Work work in _builds.Values) work.Cancel();
        base.PostStop();
    }

    private void Handle(ProjectProtocol.GetProjectInfo query)
    {
        if (query.AsIs) Show(Sender);
        else Refresh([], Show);

        void Show(IActorRef replyTo) => replyTo.Tell(new ProjectProtocol.ProjectInfoFound(Describe()));
    }

    private void Handle(TransformProtocol.Transform query)
    {
        ProjectSettings settings = Learning;
        Answer(Sender, _ => ProjectAnswers.Transform(query, settings));
    }

    private void Handle(DriftProtocol.MeasureDrift query, IActorRef replyTo)
    {
        SufficientStatistics baseline = Statistics;
        bool histogram = Settings!.Histogram;
        if (query.Analysis is { } analysis)
            Context.ActorOf(Props.Create(() => new DriftActor(query, analysis, baseline, replyTo, Services)));
        else if (EmbeddedWindow is { } rows)
            Answer(replyTo, statistics => DriftActor.Measure(query, statistics, SufficientStatistics.Of(rows, histogram)));
        else
            replyTo.Tell(new Refused(Fault.Invalid($"Project id[{ProjectId.Name}] has no embedded rolling window")));
    }

    /// <summary>Builds a model; an attempt that is under way already is left to itself.</summary>
    protected void Build(ProjectProtocol.BuildModel command, Work work)
    {
        if (_builds.TryAdd(command.AttemptId, work)) Refresh([], _ => Start(command, work));
    }

    private void Start(ProjectProtocol.BuildModel command, Work work)
    {
        if (work.Token.IsCancellationRequested) return; // given up while the cells were asked
        FitSource source = Source;
        Services.Compute.Run(() => ProjectAnswers.Build(command, source, Services.Time, work), work.Token).PipeTo(
            Self,
            success: model => new BuildEnded(command, model, null),
            failure: cause => new BuildEnded(command, null, cause));
    }

    private void Handle(BuildEnded ended)
    {
        if (!_builds.Remove(ended.Command.AttemptId, out Work? work)) return; // given up
        if (ended.Model is null)
        {
            work.ReplyTo.Tell(new Refused(FaultOf(ended.Cause!)));
        }
        else if (IsErasing)
        {
            work.ReplyTo.Tell(new Refused(Unknown));
        }
        else
        {
            Store(new ProjectProtocol.ModelStored(ProjectId, ended.Model), stored =>
            {
                Apply(stored);
                work.ReplyTo.Tell(new ProjectProtocol.ModelBuilt(ProjectId, ended.Command.ModelId));
            });
        }
    }

    private void Handle(ProjectProtocol.CancelBuild command)
    {
        if (!_builds.Remove(command.AttemptId, out Work? work)) return; // ended, or being stored: its own answer tells
        work.Cancel();
        work.ReplyTo.Tell(new Refused(Fault.Failed("The build was cancelled")));
    }

    private void Handle(ProjectProtocol.GetModel query)
    {
        if (Models.TryGetValue(query.ModelId.Value, out FittedModel? model)) Sender.Tell(new ProjectProtocol.ModelFound(model));
        else Refuse(Fault.UnknownModel(query.ModelId.Value));
    }

    private void Handle(ProjectProtocol.DeleteModel command)
    {
        if (!Models.ContainsKey(command.ModelId.Value))
        {
            Refuse(Fault.UnknownModel(command.ModelId.Value));
            return;
        }

        IActorRef replyTo = Sender;
        Store(new ProjectProtocol.ModelRemoved(ProjectId, command.ModelId), stored =>
        {
            Apply(stored);
            replyTo.Tell(new ProjectProtocol.ModelDeleted(ProjectId, command.ModelId));
        });
    }

    private void Handle(ProjectProtocol.Predict query)
    {
        PredictSwitches switches = new(Learning, Services.Answers);
        if (!Models.TryGetValue(query.ModelId.Value, out FittedModel? model)) Refuse(Fault.UnknownModel(query.ModelId.Value));
        else Answer(Sender, statistics => ProjectAnswers.Predict(query, model, statistics, switches));
    }

    /// <summary>Applies what is common to all projects.</summary>
    protected void Apply(ProjectProtocol.ModelStored fact) => Models = Models.SetItem(fact.Model.ModelId, fact.Model);

    /// <summary>Applies what is common to all projects.</summary>
    protected void Apply(ProjectProtocol.ModelRemoved fact) => Models = Models.Remove(fact.ModelId.Value);

    /// <summary>Erases journal and snapshots once nothing is on its way to them: what is written after a delete would stay for ever.</summary>
    private void Erase()
    {
        _erasers.Add(Sender);
        EraseWhenIdle();
    }

    private void EraseWhenIdle()
    {
        if (!IsErasing || _eraseTo >= 0 || _storing > 0 || IsSavingSnapshot) return;
        _eraseTo = LastSequenceNr;
        DeleteMessages(_eraseTo);
    }

    private void Stored(Action then)
    {
        _storing--;
        then();
        EraseWhenIdle();
    }

    private sealed class RecoveryDue : INoSerializationVerificationNeeded
    {
        public static readonly RecoveryDue Instance = new();

        private RecoveryDue() { }
    }

    private sealed record BuildEnded(ProjectProtocol.BuildModel Command, FittedModel? Model, Exception? Cause) : INoSerializationVerificationNeeded;
}
