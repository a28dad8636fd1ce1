using System.Collections.Immutable;
using System.Threading.Channels;
using Akka;
using Akka.Actor;
using Akka.Persistence;
using Akka.Streams;
using Akka.Streams.Dsl;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Cells;

/// <summary>
/// Owns one cell: its exact statistics, and the ingestion graph that rows pass through. A batch is acknowledged when it is in the journal, together
/// with all batches that waited beside it. Supervision: a failed persist or graph stops the actor; the region starts it again from the journal on the
/// next message, and senders repeat what was not acknowledged under the same key.
/// </summary>
internal sealed class CellActor : ProjectActor
{
    private readonly Channel<UpdateRows> _ingestion;
    private readonly Queue<UpdateRows> _waiting = [];
    private readonly Dictionary<AttemptId, Waiters> _senders = [];
    private readonly List<PendingCommit> _pending = [];
    private readonly CancellationTokenSource _stopping = new();
    private CellState? _state;
    private bool _persisting;
    private bool _awaitingRoom;

    /// <summary>The cell behind <paramref name="projectId"/>, not yet recovered.</summary>
    public CellActor(ProjectId projectId, ActorServices services)
        : base(projectId, services, "cell")
    {
        _ingestion = Channel.CreateBounded<UpdateRows>(services.Options.BatchesInFlight);

        Recover<SnapshotOffer>(offer => Restore((CellSnapshot)offer.Snapshot));
        Recover<CellCreated>(Apply);
        Recover<BatchesCommitted>(Apply);
        Recover<RecoveryCompleted>(_ => Begin());

        Command<CreateCell>(Handle);
        Command<UpdateRows>(command => WhenCreated(() => Handle(command)));
        Command<LearnPredictProtocol.LearnPredict>(command => WhenCreated(() => Handle(command)));
        Command<PendingCommit>(Handle);
        Command<PreparedCommit>(Handle);
        Command<RoomInGraph>(_ => Handle());
        Command<GraphEnded>(Handle);
    }

    /// <inheritdoc/>
    protected override ProjectSettings? Settings => _state?.Settings;

    /// <inheritdoc/>
    protected override SufficientStatistics Statistics => _state!.Statistics;

    /// <inheritdoc/>
    protected override IReadOnlyList<RowBlock>? EmbeddedWindow => _state!.Variant?.EmbeddedRows;

    /// <inheritdoc/>
    protected override ProjectInfo Describe() => new(
        ProjectId,
        ProjectKind.Cell,
        _state!.Settings,
        _state.Statistics.Schema,
        _state.Statistics.Rows,
        ModelEntries,
        _state.CreatedAt,
        _state.ModifiedAt,
        FetchError: string.Empty,
        Cells: []);

    /// <inheritdoc/>
    protected override object TakeSnapshot() => new CellSnapshot(
        ProjectId,
        _state!.Settings,
        _state.Statistics,
        _state.CategoryColumns,
        [.. Models.Values],
        [.. _state.Receipts.All],
        _state.Commits,
        _state.CreatedAt,
        _state.ModifiedAt,
        _state.Variant?.ToSnapshot());

    /// <inheritdoc/>
    protected override ProjectProtocol.StatisticsFound Release() =>
        new(ProjectId, _state!.Version, _state.Statistics, _state.Settings.Histogram, [ProjectId]);

    /// <summary>A cell is always fresh.</summary>
    protected override void Refresh(ImmutableArray<ProjectId> via, Action<IActorRef> answer) => answer(Sender);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _ingestion.Writer.TryComplete();
        _stopping.Dispose();
        base.PostStop();
    }

    private void Begin()
    {
        if (_state is { Settings.Persist: true })
        {
            StartIngestion();
        }
        else if (_state is not null)
        {
            _state = null;
            GiveNameBack();
        }
    }

    private void StartIngestion()
    {
        IActorRef self = Self;
        ChannelSource.FromReader(_ingestion.Reader)
            .Via(IngestionFlows.Encode(Encoder()))
            .Via(IngestionFlows.Accumulate(Services.Compute, _state!.Settings.Histogram, _state.Variant?.Options.Window))
            .Via(IngestionFlows.Commit(batch => CommitAsync(self, batch, _stopping.Token), Services.Options.BatchesInFlight))
            .ToMaterialized(Sink.Ignore<Done>(), Keep.Right)
            .Run(Context.Materializer())
            .PipeTo(self, success: _ => new GraphEnded(null), failure: cause => new GraphEnded(cause));
    }

    private BatchEncoder Encoder()
    {
        LearningOptions learning = LearningOptions.Of(_state!.Settings);
        EncodeOptions limits = new()
        {
            AllOrNothing = _state.Settings.LearnMerge,
            MaxAttributes = Math.Min(Services.Options.MaxAttributes, learning.Window?.MaxAttributes ?? int.MaxValue),
            MaxCategoriesPerColumn = Math.Max(Services.Options.MaxCategories, learning.Hash?.Buckets ?? 0),
        };
        return new BatchEncoder(_state.Catalog, limits, learning, _state.Variant);
    }

    private static async Task<Done> CommitAsync(IActorRef cell, IngestedBatch batch, CancellationToken stopping)
    {
        TaskCompletionSource committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cell.Tell(new PendingCommit(batch, committed));
        await committed.Task.WaitAsync(stopping);
        return Done.Instance;
    }

    private void Handle(CreateCell command) => Create(() => new CellCreated(ProjectId, command.Settings, Services.Time.GetUtcNow()), fact =>
    {
        Apply(fact);
        StartIngestion();
    });

    private void Handle(LearnPredictProtocol.LearnPredict command)
    {
        IActorRef replyTo = Sender;
        Context.ActorOf(Props.Create(() => new LearnPredictActor(command, replyTo, Services.Options)));
    }

    private void Handle(UpdateRows command)
    {
        if (_state!.Receipts.Find(command.AttemptId) is { } receipt)
            AnswerAgain(command, receipt.Forget, () => Sender.Tell(Acknowledge(receipt)));
        else if (_senders.TryGetValue(command.AttemptId, out Waiters? waiters))
            AnswerAgain(command, waiters.Forget, () => waiters.Senders.Add(Sender)); // on its way: whoever asks is answered with it
        else if (_waiting.Count >= Services.Options.BatchesWaiting)
            Refuse(Fault.Overloaded($"project [{ProjectId.Name}]"));
        else
        {
            _senders[command.AttemptId] = new Waiters(command.Forget, [Sender]);
            _waiting.Enqueue(command);
            FillGraph();
        }
    }

    /// <summary>A key stands for one batch: used in the other direction it is a mistake that must not pass for success.</summary>
    private void AnswerAgain(UpdateRows command, bool forgets, Action answer)
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

    private void FillGraph()
    {
        while (_waiting.TryPeek(out UpdateRows? next) && _ingestion.Writer.TryWrite(next)) _waiting.Dequeue();
        if (_waiting.Count == 0 || _awaitingRoom) return;
        _awaitingRoom = true;
        _ingestion.Writer.WaitToWriteAsync(_stopping.Token).AsTask().PipeTo(Self, success: _ => RoomInGraph.Instance, failure: cause => new GraphEnded(cause));
    }

    private void Handle(PendingCommit commit)
    {
        if (IsErasing) commit = commit with { Batch = new IngestedBatch.Declined(commit.Batch.Command, Unknown) };
        switch (commit.Batch)
        {
            case IngestedBatch.Declined declined:
                Reply(declined.Command.AttemptId, new Refused(declined.Fault));
                commit.Committed.SetResult();
                break;
            case IngestedBatch.Accumulated { Receipt.AcceptedRows: 0 } nothing:
                Reply(nothing.Command.AttemptId, Acknowledge(nothing.Receipt));
                commit.Committed.SetResult();
                break;
            default:
                _pending.Add(commit);
                CommitPending();
                break;
        }
    }

    /// <summary>Stores everything that waits as one event, unless one is being stored: then what arrives meanwhile becomes the next.</summary>
    private void CommitPending()
    {
        if (_persisting || _pending.Count == 0) return;
        _persisting = true;
        PendingCommit[] commits = [.. _pending];
        _pending.Clear();
        if (_state!.Variant is { } variant) Prepare(variant, commits);
        else Commit(commits, null);
    }

    private static IngestedBatch.Accumulated[] BatchesOf(PendingCommit[] commits) => [.. commits.Select(commit => (IngestedBatch.Accumulated)commit.Batch)];

    private void Prepare(VariantState variant, PendingCommit[] commits)
    {
        IngestedBatch.Accumulated[] batches = BatchesOf(commits);
        Services.Compute.Run(() => variant.Prepare(batches)).PipeTo(
            Self, success: prepared => new PreparedCommit(commits, prepared), failure: cause => new GraphEnded(cause));
    }

    private void Handle(PreparedCommit prepared)
    {
        if (!IsErasing)
        {
            Commit(prepared.Commits, prepared.Commit);
            return;
        }

        _persisting = false;
        foreach (PendingCommit commit in prepared.Commits) Handle(commit);
    }

    private void Commit(PendingCommit[] commits, VariantCommit? prepared)
    {
        IngestedBatch.Accumulated[] batches = BatchesOf(commits);
        BatchesCommitted fact = new(
            ProjectId,
            [.. batches.Select(batch => batch.Receipt)],
            prepared?.Delta ?? batches.Select(batch => batch.Delta).Aggregate((sum, delta) => sum.Merge(delta)),
            [.. batches.SelectMany(batch => batch.NewCategoryColumns).Distinct()],
            Services.Time.GetUtcNow(),
            prepared?.Change);
        // Before it is stored: what can't be applied must not reach the journal.
        CellState next = _state!.Apply(fact, Services.Options.RetentionOf, prepared?.Next);
        Store(fact, stored =>
        {
            _state = next;
            foreach (BatchReceipt receipt in stored.Batches) Reply(receipt.AttemptId, Acknowledge(receipt));
            foreach (PendingCommit commit in commits) commit.Committed.SetResult();
            _persisting = false;
            CommitPending();
        });
    }

    private void Reply(AttemptId attempt, IReply reply)
    {
        if (_senders.Remove(attempt, out Waiters? waiters)) waiters.Senders.ForEach(sender => sender.Tell(reply));
    }

    private RowsUpdated Acknowledge(BatchReceipt receipt) =>
        new(ProjectId, receipt.AttemptId, receipt.AcceptedRows, receipt.RejectedRows, receipt.Error);

    private static void Handle(GraphEnded ended) =>
        throw new InvalidOperationException("The ingestion graph ended while its cell was alive", ended.Cause);

    private void Apply(CellCreated fact) => _state = CellState.Of(fact);

    private void Apply(BatchesCommitted fact)
    {
        _state = _state?.Apply(fact, Services.Options.RetentionOf);
        CountEvent();
    }

    private void Restore(CellSnapshot snapshot)
    {
        _state = CellState.Of(snapshot);
        Restore(snapshot.Models);
    }

    /// <summary>Who waits for a batch on its way.</summary>
    private sealed record Waiters(bool Forget, List<IActorRef> Senders);

    private sealed record PendingCommit(IngestedBatch Batch, TaskCompletionSource Committed) : INoSerializationVerificationNeeded;

    private sealed record PreparedCommit(PendingCommit[] Commits, VariantCommit Commit) : INoSerializationVerificationNeeded;

    private sealed record GraphEnded(Exception? Cause) : INoSerializationVerificationNeeded;

    private sealed class RoomInGraph : INoSerializationVerificationNeeded
    {
        public static readonly RoomInGraph Instance = new();

        private RoomInGraph() { }
    }
}
