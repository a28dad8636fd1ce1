using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Cells;

/// <summary>
/// Owns one cell: its exact statistics, which rows and merges add to. Supervision: a failed persist or graph stops the actor; the region starts it again
/// from the journal on the next message, and senders repeat what was not acknowledged under the same key.
/// </summary>
internal sealed class CellActor : IngestingActor
{
    private readonly Dictionary<AttemptId, List<IActorRef>> _merges = [];
    private readonly string _life = Guid.NewGuid().ToString("N");
    private int _learnPredicts; // under way
    private ImmutableSortedDictionary<string, string>? _shared; // as the settings say, once it is asked for

    /// <summary>The cell behind <paramref name="projectId"/>, not yet recovered.</summary>
    public CellActor(ProjectId projectId, ActorServices services)
        : base(projectId, services)
    {
        Recover<SnapshotOffer>(offer => Restore((CellSnapshot)offer.Snapshot));
        Recover<CellCreated>(fact => Recall(() => Apply(fact)));
        Recover<CellImported>(fact => Recall(() => Apply(fact)));
        Recover<BatchesCommitted>(fact => Recall(() => Apply(fact)));
        Recover<RecoveryCompleted>(_ => Recall(Begin));

        Command<CreateCell>(Handle);
        Command<ImportCell>(Handle);
        Command<LearnPredictProtocol.LearnPredict>(command => WhenCreated(() => Handle(command)));
        Command<LearnPredictEnded>(_ => _learnPredicts--);
        Command<MergeProject>(command => WhenCreated(() => Handle(command)));
        Command<MergeFetchActor.Outcome>(outcome => Alone(done => Merge(outcome, done)));
        Command<ExportProject>(_ => WhenCreated(Export));
    }

    /// <inheritdoc/>
    protected override ProjectSettings? Settings => State?.Settings;

    /// <inheritdoc/>
    protected override SufficientStatistics Statistics => State!.Statistics;

    /// <inheritdoc/>
    protected override PartitionedStatistics? Partitions => State?.Variant?.Partitions;

    /// <inheritdoc/>
    protected override IReadOnlyList<RowBlock>? EmbeddedWindow => State?.Variant?.EmbeddedRows;

    /// <inheritdoc/>
    protected override ProjectInfo Describe() => new(
        ProjectId,
        ProjectKind.Cell,
        State!.Settings,
        State.Statistics.Schema,
        State.Statistics.Rows,
        ModelEntries,
        State.CreatedAt,
        State.ModifiedAt,
        FetchError: string.Empty,
        Cells: [],
        Condition,
        IsDirty);

    /// <inheritdoc/>
    protected override Evidence Gather() => new(Statistics, Describe(), [], State!.History?.Prefixes ?? []);

    /// <inheritdoc/>
    protected override Task<Evidence> ReadPastAsync(Interval interval, ImmutableArray<ProjectId> via)
    {
        if (State!.History is not { } history)
        {
            return Task.FromException<Evidence>(new InvalidRequestException(
                $"Project id[{Name}] keeps no snapshots, so nothing can be asked of its past; it would with {SnapshotSchedule.Parameter} at its creation"));
        }

        (SufficientStatistics now, DateTimeOffset since, ProjectInfo info) = (Statistics, State.ModifiedAt, Describe());
        return Services.Compute.Run(() =>
        {
            (SufficientStatistics past, Interval exact) = history.Over(interval, now, since);
            return new Evidence(past, info, [], [], exact);
        });
    }

    /// <inheritdoc/>
    protected override ProjectLoad Measure() =>
        new(State!.Version, Weigh(TakeSnapshot()), State.Commits + State.UnsavedCommits, Depth.Waiting, Depth.InFlight);

    /// <inheritdoc/>
    protected override object TakeSnapshot() => new CellSnapshot(
        ProjectId,
        State!.Settings,
        State.Statistics,
        State.CategoryColumns,
        [.. Models.Values],
        [.. State.Receipts.Odd],
        State.Commits,
        State.CreatedAt,
        State.ModifiedAt,
        Condition,
        State.Log.Lines,
        State.Variant?.ToSnapshot(),
        [.. State.Receipts.Pages],
        State.History?.Prefixes);

    /// <inheritdoc/>
    protected override long Weigh(object stored) => CellWeight.Of(stored);

    /// <inheritdoc/>
    protected override bool IsIdle => base.IsIdle && _merges.Count == 0 && _learnPredicts == 0;

    /// <summary>
    /// Unsaved statistics may be lost and others take their place, so their version names this life of the actor too. A copy that a fusion took when
    /// statistics were all it was told has another version than what a variant tells now.
    /// </summary>
    protected override ProjectProtocol.StatisticsFound Release()
    {
        string version = IsDirty ? $"{State!.Version}-{_life}-{State.UnsavedCommits:x}" : State!.Version;
        SharedVariant? variant = Share();
        return new ProjectProtocol.StatisticsFound(
            ProjectId, variant is null ? version : $"{version}-v", State.Statistics, State.Settings.Histogram, [ProjectId], variant);
    }

    private SharedVariant? Share()
    {
        _shared ??= LearningOptions.Of(State!.Settings).Shared;
        return _shared.IsEmpty ? null : new SharedVariant(_shared, State!.Variant?.Partitions?.Parts, State.Variant?.Sequence?.Counts.Entries);
    }

    /// <summary>A cell is always fresh.</summary>
    protected override void Refresh(ImmutableArray<ProjectId> via, Action<IActorRef> answer) => answer(Sender);

    private void Begin()
    {
        if (State is { Settings.Persist: true })
        {
            StartIngestion();
        }
        else if (State is not null)
        {
            State = null;
            GiveNameBack();
        }
    }

    private void Handle(CreateCell command) => Create(() => new CellCreated(ProjectId, command.Settings, Services.Time.GetUtcNow()), fact =>
    {
        Apply(fact);
        StartIngestion();
    });

    private void Handle(LearnPredictProtocol.LearnPredict command)
    {
        IActorRef replyTo = Sender;
        _learnPredicts++;
        Context.WatchWith(Context.ActorOf(Props.Create(() => new LearnPredictActor(command, replyTo, Services))), LearnPredictEnded.Instance);
    }

    private void Handle(ImportCell command)
    {
        if (command.Content.Settings.Persist) Create(() => new CellImported(ProjectId, command.Content, Services.Time.GetUtcNow()), Begin);
        else Create(
            () => new CellCreated(ProjectId, command.Content.Settings, Services.Time.GetUtcNow()),
            fact => Begin(new CellImported(ProjectId, command.Content, fact.At))); // what it learned must not reach the disk

        void Begin(CellImported fact)
        {
            Apply(fact);
            StartIngestion();
        }
    }

    private void Handle(MergeProject command)
    {
        if (State!.Receipts.Find(command.AttemptId) is not null)
        {
            Sender.Tell(new CarriedOut(ProjectId));
        }
        else if (_merges.TryGetValue(command.AttemptId, out List<IActorRef>? merging))
        {
            merging.Add(Sender); // on its way: whoever asks is answered with it
        }
        else if (State.Variant is { } variant)
        {
            Refuse(Fault.Invalid($"Nothing can be merged into project id[{Name}]: it keeps {variant.Keeps}, which a project's statistics don't hold"));
        }
        else
        {
            _merges[command.AttemptId] = [Sender];
            Context.ActorOf(Props.Create(() => new MergeFetchActor(command, Services)));
        }
    }

    private void Merge(MergeFetchActor.Outcome outcome, Action done)
    {
        Fault? fault = IsErasing ? Unknown : Condition.IsFrozen ? Frozen : outcome.Fault;
        try
        {
            if (fault is null) MergeStatistics(outcome.Command.AttemptId, outcome.Statistics!, done);
        }
        catch (Exception impossible) when (impossible is IncompatibleSchemaException or OverflowException)
        {
            fault = Fault.Invalid(impossible.Message);
        }

        if (fault is null) return;
        AnswerMerge(outcome.Command.AttemptId, new Refused(fault));
        done();
    }

    private void MergeStatistics(AttemptId attempt, SufficientStatistics other, Action done)
    {
        SufficientStatistics delta = State!.Settings.Histogram ? other : other.RestartValueCounts(false);
        int attributes = State.Statistics.Schema.Concat(delta.Schema).Select(attribute => attribute.Name).Distinct().Count();
        if (attributes > Services.Options.MaxAttributes)
            throw new IncompatibleSchemaException($"Together the projects have {attributes} attributes; at most {Services.Options.MaxAttributes} are allowed");
        BatchReceipt receipt = new(attempt, Forget: false, delta.Rows, 0, null);
        Commit(new BatchesCommitted(ProjectId, [receipt], delta, [], Services.Time.GetUtcNow()), null, () =>
        {
            RestartIngestion();
            AnswerMerge(attempt, new CarriedOut(ProjectId));
            done();
        });
    }

    private void AnswerMerge(AttemptId attempt, IReply reply)
    {
        if (_merges.Remove(attempt, out List<IActorRef>? merging)) merging.ForEach(asker => asker.Tell(reply));
    }

    private void Export()
    {
        ProjectContent content = new(
            State!.Settings,
            State.Statistics,
            State.CategoryColumns,
            [.. Models.Values],
            Condition with { Name = null },
            State.Variant?.ToSnapshot());
        Answer(Sender, _ => new ProjectExported(ProjectId, ProjectArchive.Write(content)));
    }

    /// <inheritdoc/>
    protected override void Apply(HistogramSwitched fact)
    {
        State = State?.Apply(fact);
        if (!IsRecovering) RestartIngestion();
    }

    private void Apply(CellImported fact)
    {
        State = CellState.Of(fact);
        Restore(fact.Content.Models);
        Restore(fact.Content.Condition);
    }

    private void Apply(CellCreated fact) => State = CellState.Of(fact);

    /// <summary>A merge that clashes was stored by an earlier version, which ended before it acknowledged it: nothing of it counts.</summary>
    private void Apply(BatchesCommitted fact)
    {
        CountEvent(fact);
        try
        {
            State = State?.Apply(fact, Services.Options.RetentionOf);
        }
        catch (IncompatibleSchemaException clash)
        {
            Log.Error(clash, "Event {Number} of {PersistenceId} contradicts those before it and was never acknowledged; it is left out", LastSequenceNr, PersistenceId);
        }
    }

    private void Restore(CellSnapshot snapshot)
    {
        CountFrom(snapshot);
        State = CellState.Of(snapshot);
        Restore(snapshot.Models);
        Restore(snapshot.Condition);
    }

    private sealed class LearnPredictEnded : INoSerializationVerificationNeeded
    {
        public static readonly LearnPredictEnded Instance = new();

        private LearnPredictEnded() { }
    }
}
