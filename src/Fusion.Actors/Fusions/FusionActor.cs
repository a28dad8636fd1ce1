using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Fusion.Actors.Cells;
using Fusion.Actors.Projects;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Fusions;

/// <summary>
/// Owns one fusion project: its list of cells, the last good copy of each, and their sum. Refreshes just in time: a request that comes when the last
/// attempt is older than the minimum time starts one refresh, which all requests meanwhile share; the sum is rebuilt from the copies, never added to,
/// so that no refresh can count a row twice. Supervision: restarted by its region from journal and snapshot; the next request then refreshes.
/// </summary>
internal sealed class FusionActor : LifeCycleActor
{
    private readonly List<Action> _saving = [];
    private FusionState? _state;
    private Prefetch? _prefetch;
    private long? _lastAttempt; // a timestamp, not a time of day: a clock set back must not stop the refreshes
    private long _prefetches;
    private int _pasts; // under way

    /// <summary>The fusion behind <paramref name="projectId"/>, not yet recovered.</summary>
    public FusionActor(ProjectId projectId, ActorServices services)
        : base(projectId, services, "fusion")
    {
        Recover<SnapshotOffer>(offer => Restore((FusionSnapshot)offer.Snapshot));
        Recover<FusionCreated>(Apply);
        Recover<CellsReplaced>(fact => { Apply(fact); CountEvent(); });
        Recover<AttributesAppended>(fact => { Apply(fact); CountEvent(); });
        Recover<RecoveryCompleted>(_ => Recall(Begin));

        Command<CreateFusion>(Handle);
        Command<UpdateCells>(command => WhenCreated(() => Handle(command)));
        Command<GetCellsStatus>(query => WhenCreated(() => Handle(query)));
        Command<CellFetch.Outcome>(Handle);
        Command<Merged>(Handle);
        Command<PrefetchOverdue>(Handle);
        Command<PastEnded>(_ => _pasts--);
    }

    /// <inheritdoc/>
    protected override ProjectSettings? Settings => _state?.Settings;

    /// <summary>A fusion makes of a frame what its cells do.</summary>
    protected override ProjectSettings Learning => _state!.Learning;

    /// <inheritdoc/>
    protected override SufficientStatistics Statistics => _state!.Fused.Statistics;

    /// <inheritdoc/>
    protected override PartitionedStatistics? Partitions => _state?.Fused.Variant?.Partitions;

    /// <inheritdoc/>
    protected override ProjectInfo Describe() => new(
        ProjectId,
        ProjectKind.Fusion,
        Learning with { Histogram = _state!.Histogram },
        Statistics.Schema,
        Statistics.Rows,
        ModelEntries,
        _state.CreatedAt,
        _state.ModifiedAt,
        _state.FetchError,
        [.. _state.Cells.Select(cell => cell.Address)],
        Condition);

    /// <inheritdoc/>
    protected override Evidence Gather() => new(Statistics, Describe(), PartsOf(_state!.Fused), []);

    /// <inheritdoc/>
    protected override async Task<Evidence> ReadPastAsync(Interval interval, ImmutableArray<ProjectId> via)
    {
        if (interval.From?.Rows is not null || interval.To?.Rows is not null)
        {
            throw new InvalidRequestException(
                $"asof or window names a number of rows, [{interval.From}/{interval.To}], but project id[{ProjectId.Name}] is a fusion; allowed are times, which its cells share");
        }

        ProjectInfo info = Describe();
        var answered = new TaskCompletionSource<PastFetchActor.Past>(TaskCreationOptions.RunContinuationsAsynchronously);
        PastFetchActor.PastQuestion question = new(interval, via, Statistics.Schema);
        ImmutableArray<CellLogin> cells = [.. _state!.Cells];
        (ProjectId self, ActorServices services) = (ProjectId, Services);
        _pasts++;
        Context.WatchWith(Context.ActorOf(Props.Create(() => new PastFetchActor(self, cells, question, answered, services))), PastEnded.Instance);
        PastFetchActor.Past past = await answered.Task.ConfigureAwait(false);
        return new Evidence(past.Fused.Statistics, info, PartsOf(past.Fused), [], past.Exact);
    }

    private static ImmutableArray<(CellAddress Cell, SufficientStatistics Statistics)> PartsOf(FusedStatistics fused) =>
        [.. fused.Added.Select(copy => (copy.Address, copy.Statistics))];

    /// <inheritdoc/>
    protected override ProjectLoad Measure() => new(
        _state!.Version,
        _state.Copies.Values.Sum(copy => CellWeight.Of(copy.Statistics)),
        Commits: 0,
        _prefetch?.Waiting.Count ?? 0,
        _prefetch is null ? 0 : 1);

    /// <inheritdoc/>
    protected override ProjectProtocol.StatisticsFound Release() => new(
        ProjectId, _state!.Version, Statistics, _state.Histogram, _state.Fused.Sources, _state.Fused.Variant?.Share());

    /// <inheritdoc/>
    protected override object TakeSnapshot() => new FusionSnapshot(
        ProjectId,
        _state!.Settings,
        _state.Cells,
        [.. _state.Copies.Values],
        _state.Fused.Statistics.Schema,
        [.. Models.Values],
        _state.CreatedAt,
        _state.ModifiedAt,
        Condition,
        _state.Parameters);

    /// <inheritdoc/>
    protected override bool IsIdle => base.IsIdle && _prefetch is null && _pasts == 0;

    /// <summary>A refresh is the only update of a fusion.</summary>
    protected override void Alone(Action<Action> work)
    {
        if (_prefetch is null) work(() => { });
        else _prefetch.Waiting.Add(() => work(() => { }));
    }

    /// <summary>The copies of cells are in snapshots only.</summary>
    protected override void Save(Action then)
    {
        if (IsErasing || !_state!.Settings.Persist)
        {
            then();
            return;
        }

        _saving.Add(then);
        Compact();
    }

    /// <inheritdoc/>
    protected override void OnSnapshotEnded(bool stored)
    {
        base.OnSnapshotEnded(stored);
        if (!stored && _saving.Count > 0) throw new InvalidOperationException("What was to be saved was not stored"); // ends the actor as a failed write does
        if (IsSavingSnapshot) return;
        Action[] saved = [.. _saving];
        _saving.Clear();
        foreach (Action then in saved) then();
    }

    /// <inheritdoc/>
    protected override void Refresh(ImmutableArray<ProjectId> via, Action<IActorRef> answer)
    {
        if (_prefetch is null && (Condition.IsFrozen || !IsDue()))
        {
            answer(Sender);
            return;
        }

        IActorRef replyTo = Sender;
        if (_prefetch is null) StartPrefetch(via);
        _prefetch!.Waiting.Add(() => answer(replyTo));
    }

    private bool IsDue() => _lastAttempt is not { } last || Services.Time.GetElapsedTime(last) >= Services.Options.PrefetchMinTime;

    private void StartPrefetch(ImmutableArray<ProjectId> via)
    {
        _lastAttempt = Services.Time.GetTimestamp();
        _prefetch = new Prefetch(++_prefetches, _state!.Cells);
        Timers.StartSingleTimer(nameof(PrefetchOverdue), new PrefetchOverdue(_prefetch.Number), 2 * Services.Options.FetchTimeout);
        foreach (CellLogin cell in _state.Cells)
        {
            CellFetch question = new(
                _prefetch.Number, cell, StatisticsWanted: true, _state.Copies.GetValueOrDefault(cell.Address)?.Version, via.Add(ProjectId));
            Context.ActorOf(Props.Create(() => new CellFetchActor(question, Services)));
        }
    }

    private void Handle(CellFetch.Outcome outcome)
    {
        if (_prefetch is null || outcome.Fetch.Run != _prefetch.Number) return; // of a refresh that the change of cells ended
        _prefetch.Take(outcome);
        if (_prefetch.IsComplete) MergeCopies();
    }

    /// <summary>Every question answers in its time; should one end without a word, the refresh must not wait for ever.</summary>
    private void Handle(PrefetchOverdue overdue)
    {
        if (_prefetch is null || overdue.Number != _prefetch.Number || _prefetch.IsComplete) return;
        _prefetch.GiveUp("The question ended without an answer");
        MergeCopies();
    }

    private void MergeCopies()
    {
        Prefetch finished = _prefetch!;
        ImmutableDictionary<CellAddress, CellCopy> copies = _state!.Copies.SetItems(finished.Copies);
        Schema known = _state.Fused.Statistics.Schema;
        CellCopy[] inOrder = [.. (_state with { Copies = copies }).CopiesInOrder];
        FusedStatistics? unchanged = finished.Copies.Count == 0 && _state.IsMerged ? _state.Fused : null;
        Task<FusedStatistics> merge = unchanged is null
            ? Services.Compute.Run(() => FusedStatistics.Merge(ProjectId, inOrder, known))
            : Task.FromResult(unchanged);
        merge.PipeTo(
            Self,
            success: fused => new Merged(finished.Number, copies, fused, null),
            failure: cause => new Merged(finished.Number, copies, null, cause));
    }

    private void Handle(Merged merged)
    {
        if (_prefetch is null || merged.Number != _prefetch.Number) return;
        if (IsErasing || Condition.IsFrozen)
        {
            EndPrefetch(_state!); // nothing further may reach the journal, or change the sum
            return;
        }

        Prefetch finished = _prefetch;
        ImmutableArray<string> failed = finished.Errors(_state!.Cells);
        if (merged.Fused is null)
        {
            Log.Error(merged.Cause, "The cells of {ProjectId} could not be merged", ProjectId);
            EndPrefetch(_state with { FetchErrors = failed.Add(merged.Cause!.Message) });
            return;
        }

        FusionState next = _state.Refreshed(merged.Copies, merged.Fused, failed, Services.Time.GetUtcNow());
        if (next.HasAttributesOf(_state))
        {
            EndPrefetch(next);
            return;
        }

        Store(new AttributesAppended(ProjectId, next.Fused.Statistics.Schema, next.Parameters), fact =>
        {
            if (_prefetch == finished) EndPrefetch(next);
            else Apply(fact);
        });
    }

    private void EndPrefetch(FusionState next)
    {
        bool changed = !ReferenceEquals(next.Fused, _state!.Fused); // and not by the time: two refreshes may fall on one
        _state = next;
        List<Action> waiting = _prefetch!.Waiting;
        _prefetch = null;
        if (changed) Compact(); // the copies outlive this node: a cell may be gone when it starts again
        waiting.ForEach(answer => answer());
    }

    private void Begin()
    {
        if (_state is { Settings.Persist: true })
        {
            _state = _state.Summed(ProjectId);
        }
        else if (_state is not null)
        {
            _state = null;
            GiveNameBack();
        }
    }

    private void Handle(CreateFusion command) =>
        Create(() => new FusionCreated(ProjectId, command.Settings, command.Cells, Services.Time.GetUtcNow()), Apply);

    private void Handle(UpdateCells command)
    {
        if (Condition.IsFrozen)
        {
            Refuse(Frozen);
            return;
        }

        IActorRef replyTo = Sender;
        Store(new CellsReplaced(ProjectId, command.Cells), fact =>
        {
            Apply(fact);
            RestartPrefetch();
            replyTo.Tell(new CellsUpdated(ProjectId));
        });
    }

    /// <summary>The next request refreshes at once; a refresh of the old list of cells is begun again with the new one.</summary>
    private void RestartPrefetch()
    {
        _lastAttempt = null;
        if (_prefetch is not { Waiting: var waiting }) return;
        StartPrefetch([]);
        _prefetch.Waiting.AddRange(waiting);
    }

    private void Handle(GetCellsStatus query)
    {
        IReadOnlyList<CellLogin> cells = query.Cells.IsDefaultOrEmpty ? _state!.Cells : query.Cells;
        IActorRef replyTo = Sender;
        Context.ActorOf(Props.Create(() => new CellsStatusActor(ProjectId, cells, Services, replyTo)));
    }

    /// <inheritdoc/>
    protected override void Apply(LifeCycleProtocol.HistogramSwitched fact) =>
        _state = _state! with { Settings = _state.Settings with { Histogram = fact.Enabled } };

    private void Apply(FusionCreated fact) => _state = FusionState.Of(fact);

    private void Apply(CellsReplaced fact) => _state = _state!.With(fact.Cells);

    private void Apply(AttributesAppended fact) => _state = _state!.With(fact);

    private void Restore(FusionSnapshot snapshot)
    {
        _state = FusionState.Of(snapshot);
        Restore(snapshot.Models);
        Restore(snapshot.Condition);
    }

    private sealed record PrefetchOverdue(long Number) : INoSerializationVerificationNeeded;

    private sealed class PastEnded : INoSerializationVerificationNeeded
    {
        public static readonly PastEnded Instance = new();

        private PastEnded() { }
    }

    private sealed record Merged(long Number, ImmutableDictionary<CellAddress, CellCopy> Copies, FusedStatistics? Fused, Exception? Cause)
        : INoSerializationVerificationNeeded;
}
