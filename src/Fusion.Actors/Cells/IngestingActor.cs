using System.Diagnostics;
using System.Threading.Channels;
using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.IngestionProtocol;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Cells;

/// <summary>
/// How rows come into a cell: through the ingestion graph, and from there into the journal. A batch is acknowledged when it is in the journal, together
/// with all batches that waited beside it; in a cell that only a save persists, when it is counted.
/// </summary>
internal abstract class IngestingActor : LifeCycleActor
{
    private readonly TurnQueue _waiting = new();
    private readonly Dictionary<AttemptId, Waiters> _senders = [];
    private readonly List<PendingCommit> _pending = [];
    private UpdateLog _unlogged = UpdateLog.Empty; // calls that changed nothing: they go to the journal with the next commit or save
    private readonly CancellationTokenSource _stopping = new();
    private Channel<IUpdate> _ingestion;
    private ActorMaterializer? _materializer;
    private int _graph; // a result of an earlier graph is ignored
    private int _inGraph;
    private bool _isAlone;
    private bool _persisting;
    private bool _awaitingRoom;

    /// <summary>Sets up the way in; it opens when the cell is created.</summary>
    protected IngestingActor(ProjectId projectId, ActorServices services)
        : base(projectId, services, "cell")
    {
        _ingestion = NewChannel(services);

        Recover<CallsLogged>(fact => { Apply(fact); CountEvent(); });

        Command<IUpdate>(command => WhenCreated(() => Handle(command, null)));
        Command<GetIngestionPlan>(_ => WhenCreated(() => Sender.Tell(Plan())));
        Command<GetUpdateLog>(_ => WhenCreated(() => Sender.Tell(new UpdateLogFound(ProjectId, State!.Log.Add(_unlogged.Lines).Lines))));
        Command<PendingCommit>(Handle);
        Command<PreparedCommit>(Handle);
        Command<RoomInGraph>(_ => Handle());
        Command<GraphEnded>(Handle);
    }

    /// <summary>What waits and is under way.</summary>
    protected QueueDepth Depth { get; } = new();

    /// <summary>What the cell knows; null until it is created.</summary>
    protected CellState? State { get; set; }

    /// <inheritdoc/>
    protected override bool IsIdle => base.IsIdle && _senders.Count == 0 && _inGraph == 0 && _waiting.Count == 0 && !_isAlone;

    /// <inheritdoc/>
    protected override bool IsDirty => State?.Unsaved is not null;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        Depth.Set(0, 0);
        _ingestion.Writer.TryComplete();
        _stopping.Dispose();
        base.PostStop();
    }

    /// <inheritdoc/>
    protected override void OnStoreFailed(Fault fault)
    {
        base.OnStoreFailed(fault);
        foreach (AttemptId attempt in _senders.Keys.ToArray()) Reply(attempt, new Refused(fault));
    }

    private static Channel<IUpdate> NewChannel(ActorServices services) => Channel.CreateBounded<IUpdate>(services.Options.BatchesInFlight);

    /// <summary>A graph knows the attributes from its start and what passed through it; what came in past it makes a new graph necessary.</summary>
    protected void RestartIngestion()
    {
        _ingestion.Writer.TryComplete();
        _ingestion = NewChannel(Services);
        StartIngestion();
    }

    /// <summary>Lets rows in, once the cell is created.</summary>
    protected void StartIngestion()
    {
        IActorRef self = Self;
        int graph = ++_graph;
        ChannelSource.FromReader(_ingestion.Reader)
            .Via(IngestionFlows.Encode(new BatchEncoder(Plan(), State!.Variant)))
            .Via(IngestionFlows.Accumulate(Services.Compute, State.Settings.Histogram, State.Variant?.Options.Window))
            .Via(IngestionFlows.Commit(batch => CommitAsync(self, batch, _stopping.Token), Services.Options.BatchesInFlight))
            .ToMaterialized(Sink.Ignore<Done>(), Keep.Right)
            .Run(_materializer ??= Context.Materializer())
            .PipeTo(self, success: _ => new GraphEnded(graph, null), failure: cause => new GraphEnded(graph, cause));
    }

    private IngestionPlanFound Plan() => State!.PlanOf(ProjectId, Services.Options);

    private static async Task<Done> CommitAsync(IActorRef cell, IngestedBatch batch, CancellationToken stopping)
    {
        TaskCompletionSource committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cell.Tell(new PendingCommit(batch, committed));
        await committed.Task.WaitAsync(stopping);
        return Done.Instance;
    }

    /// <inheritdoc/>
    protected override void Begin(IProjectMessage message, Work work)
    {
        if (message is IUpdate rows) Handle(rows, work);
        else base.Begin(message, work);
    }

    private void Handle(IUpdate command, Work? work)
    {
        if (State!.Receipts.Find(command.AttemptId) is { } receipt)
            AnswerAgain(command, receipt.Forget, () => Sender.Tell(Acknowledge(receipt) with { IsRepeated = true }));
        else if (_senders.TryGetValue(command.AttemptId, out Waiters? waiters))
            AnswerAgain(command, waiters.Forget, () => waiters.Senders.Add(Sender)); // on its way: whoever asks is answered with it
        else if (_waiting.Count >= Services.Options.BatchesWaiting || _waiting.Bytes > Services.Options.MaxWaitingBytes)
            Refuse(Fault.Overloaded($"project [{Name}]"));
        else if (!HasRoomForReceipts())
            Refuse(Fault.TooManyBatches(Name.Value));
        else
        {
            _senders[command.AttemptId] = new Waiters(command.Forget, Services.Time.GetTimestamp(), [Sender], work, CellTrace.Commit(command));
            _waiting.Enqueue(new TurnQueue.Turn(command, null));
            FillGraph();
        }
    }

    /// <summary>A key is never forgotten before its time, so a cell that has no room for another takes no batch.</summary>
    private bool HasRoomForReceipts()
    {
        if (State!.Receipts.Bytes < Services.Options.MaxReceiptBytes) return true;
        State = State with { Receipts = State.Receipts.Drop(Services.Time.GetUtcNow(), Services.Options.RetentionOf, needsRoom: true) };
        return State.Receipts.Bytes < Services.Options.MaxReceiptBytes;
    }

    /// <summary>A key stands for one batch: used in the other direction it is a mistake that must not pass for success.</summary>
    private void AnswerAgain(IUpdate command, bool forgets, Action answer)
    {
        if (forgets == command.Forget) answer();
        else Refuse(Fault.Invalid(
            $"The Idempotency-Key [{command.AttemptId}] was used to {(forgets ? "forget" : "learn")}; to {(command.Forget ? "forget" : "learn")} give another"));
    }

    private void Handle()
    {
        _awaitingRoom = false;
        FillGraph();
    }

    /// <summary>Gives everyone who waits a turn, in the order they came, as far as there is room.</summary>
    private void FillGraph()
    {
        while (!_isAlone && _waiting.TryPeek(out TurnQueue.Turn? next))
        {
            if (next.Work is not null && _inGraph > 0) break;
            if (next.Rows is not null && !Condition.IsFrozen && !_ingestion.Writer.TryWrite(next.Rows))
            {
                AwaitRoom();
                break;
            }

            _waiting.Dequeue();
            if (next.Work is { } work)
            {
                _isAlone = true;
                work(EndAlone);
            }
            else if (Condition.IsFrozen)
            {
                Decline(next.Rows!, Frozen);
            }
            else
            {
                _inGraph++;
                _senders.GetValueOrDefault(next.Rows!.AttemptId)?.Work?.Advance(0, next.Rows.Sent.Rows);
            }
        }

        Depth.Set(_waiting.Count, _inGraph);
    }

    private void AwaitRoom()
    {
        if (_awaitingRoom) return;
        _awaitingRoom = true;
        int graph = _graph;
        _ingestion.Writer.WaitToWriteAsync(_stopping.Token).AsTask()
            .PipeTo(Self, success: _ => RoomInGraph.Instance, failure: cause => new GraphEnded(graph, cause));
    }

    /// <inheritdoc/>
    protected override void Alone(Action<Action> work)
    {
        _waiting.Enqueue(new TurnQueue.Turn(null, work));
        FillGraph();
    }

    private void EndAlone()
    {
        _isAlone = false;
        FillGraph();
    }

    private void Handle(PendingCommit commit)
    {
        if (IsErasing) commit = commit with { Batch = new IngestedBatch.Declined(commit.Batch.Command, Unknown) };
        switch (commit.Batch)
        {
            case IngestedBatch.Declined declined:
                Decline(declined.Command, declined.Fault);
                Leave(commit);
                break;
            case IngestedBatch.Accumulated { Receipt.AcceptedRows: 0 } nothing:
                _unlogged = _unlogged.Add([LineOf(nothing)]);
                Reply(nothing.Command.AttemptId, Acknowledge(nothing.Receipt));
                Leave(commit);
                break;
            default:
                _pending.Add(commit);
                CommitPending();
                break;
        }
    }

    private void Leave(PendingCommit commit)
    {
        commit.Committed.SetResult();
        _inGraph--;
        FillGraph();
    }

    /// <summary>Commits everything that waits as one event, unless one is being committed: then what arrives meanwhile becomes the next.</summary>
    private void CommitPending()
    {
        if (_persisting || _pending.Count == 0) return;
        _persisting = true;
        PendingCommit[] commits = [.. _pending];
        _pending.Clear();
        IngestedBatch.Accumulated[] batches = [.. commits.Select(commit => (IngestedBatch.Accumulated)commit.Batch)];
        if (State!.Variant is { } variant) Prepare(variant, commits, batches);
        else Commit(commits, batches, null);
    }

    private void Prepare(VariantState variant, PendingCommit[] commits, IngestedBatch.Accumulated[] batches)
    {
        int graph = _graph;
        Services.Compute.Run(() => variant.Prepare(batches)).PipeTo(
            Self, success: prepared => new PreparedCommit(commits, batches, prepared), failure: cause => new GraphEnded(graph, cause));
    }

    private void Handle(PreparedCommit prepared)
    {
        if (!IsErasing)
        {
            Commit(prepared.Commits, prepared.Batches, prepared.Commit);
            return;
        }

        _persisting = false;
        foreach (PendingCommit commit in prepared.Commits) Handle(commit);
    }

    private void Commit(PendingCommit[] commits, IngestedBatch.Accumulated[] batches, VariantCommit? prepared)
    {
        BatchesCommitted fact = new(
            ProjectId,
            [.. batches.Select(batch => batch.Receipt)],
            prepared?.Delta ?? batches.Select(batch => batch.Delta).Aggregate((sum, delta) => sum.Merge(delta)),
            [.. batches.SelectMany(batch => batch.NewCategoryColumns).Distinct()],
            Services.Time.GetUtcNow(),
            _unlogged.Add(batches.Select(LineOf)).Lines,
            prepared?.Change);
        _unlogged = UpdateLog.Empty;
        IReadOnlyList<Activity> journal = CellTrace.Journal(fact.Batches.Select(receipt => _senders.GetValueOrDefault(receipt.AttemptId)?.Span));
        Commit(fact, prepared?.Next, () =>
        {
            foreach (Activity span in journal) span.Dispose();
            foreach (BatchReceipt receipt in fact.Batches)
            {
                CellMeter.Committed(receipt, TimeOf(receipt.AttemptId));
                Reply(receipt.AttemptId, Acknowledge(receipt));
            }

            _persisting = false;
            foreach (PendingCommit commit in commits) Leave(commit);
            CommitPending();
        });
    }

    /// <summary>Makes a commit part of the cell: durable first, unless only a save persists.</summary>
    /// <param name="fact">The commit.</param>
    /// <param name="variant">What is kept beside the statistics then; null where that follows from the commit.</param>
    /// <param name="then">Runs when the commit counts.</param>
    /// <exception cref="IncompatibleSchemaException">It can't be applied; nothing has changed.</exception>
    protected void Commit(BatchesCommitted fact, VariantState? variant, Action then)
    {
        bool unsaved = !State!.Settings.AutoSave && State.Settings.Persist;
        CellState next = unsaved // formed before it is stored: what can't be applied must not reach the journal
            ? State.ApplyUnsaved(fact, Services.Options.RetentionOf, variant)
            : State.Apply(fact, Services.Options.RetentionOf, variant);
        Action<BatchesCommitted> applied = _ =>
        {
            State = next;
            then();
        };
        if (unsaved) KeepInMemory(fact, applied);
        else Store(fact, applied);
    }

    /// <inheritdoc/>
    protected override void Save(Action then)
    {
        if (IsErasing)
        {
            then();
        }
        else if (State!.Unsaved is { } unsaved)
        {
            CellState saved = State.Saved();
            Store(unsaved, _ =>
            {
                State = saved;
                Save(then);
            });
        }
        else if (!_unlogged.Lines.IsEmpty)
        {
            Store(new CallsLogged(ProjectId, _unlogged.Lines), fact =>
            {
                Apply(fact);
                then();
            });
            _unlogged = UpdateLog.Empty;
        }
        else
        {
            then();
        }
    }

    private UpdateLogLine LineOf(IngestedBatch.Accumulated batch) => LineOf(batch.Command, batch.Receipt.Error is null ? 200 : 400);

    private UpdateLogLine LineOf(IUpdate command, int status) => UpdateLog.LineOf(command, status, TimeOf(command.AttemptId));

    private TimeSpan TimeOf(AttemptId attempt) =>
        _senders.TryGetValue(attempt, out Waiters? waiters) ? Services.Time.GetElapsedTime(waiters.Arrived) : TimeSpan.Zero;

    private void Decline(IUpdate command, Fault fault)
    {
        _unlogged = _unlogged.Add([LineOf(command, fault.Code == FaultCode.ProcessingFailed ? 500 : 400)]);
        Reply(command.AttemptId, new Refused(fault));
    }

    private void Reply(AttemptId attempt, IReply reply)
    {
        if (!_senders.Remove(attempt, out Waiters? waiters)) return;
        waiters.Senders.ForEach(sender => sender.Tell(reply));
        waiters.Span?.Dispose();
    }

    private RowsUpdated Acknowledge(BatchReceipt receipt) =>
        new(ProjectId, receipt.AttemptId, receipt.AcceptedRows, receipt.RejectedRows, receipt.Error);

    private void Apply(CallsLogged fact) => State = State is null ? null : State with { Log = State.Log.Add(fact.Lines) };

    private void Handle(GraphEnded ended)
    {
        if (ended.Graph == _graph) throw new InvalidOperationException("The ingestion graph ended while its cell was alive", ended.Cause);
    }

    /// <summary>Who waits for a batch on its way.</summary>
    private sealed record Waiters(bool Forget, long Arrived, List<IActorRef> Senders, Work? Work, Activity? Span);

    private sealed record GraphEnded(int Graph, Exception? Cause) : INoSerializationVerificationNeeded;

    private sealed class RoomInGraph : INoSerializationVerificationNeeded
    {
        public static readonly RoomInGraph Instance = new();

        private RoomInGraph() { }
    }
}
