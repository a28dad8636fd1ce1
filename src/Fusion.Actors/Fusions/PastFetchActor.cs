using System.Collections.Immutable;
using Akka.Actor;
using Fusion.Actors.Projects;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Models;
using Fusion.Statistics;

namespace Fusion.Actors.Fusions;

/// <summary>
/// Asks every cell of a fusion project for the statistics of an interval, adds them up and ends. Unlike a refresh it keeps no copy, and a cell that fails
/// fails the whole: there is no last good copy of an interval. Where the cells are exact for different moments, all are asked again for the earliest.
/// </summary>
internal sealed class PastFetchActor : ReceiveActor, IWithTimers
{
    private const int MostRounds = 4;

    private readonly ProjectId _self;
    private readonly ImmutableArray<CellLogin> _cells;
    private readonly PastQuestion _question;
    private readonly TaskCompletionSource<Past> _answer;
    private readonly ActorServices _services;
    private readonly Dictionary<CellAddress, CellFetch.Outcome> _outcomes = [];
    private Interval _asked;
    private int _round;

    /// <summary>An actor that will complete <paramref name="answer"/>.</summary>
    public PastFetchActor(
        ProjectId self, ImmutableArray<CellLogin> cells, PastQuestion question, TaskCompletionSource<Past> answer, ActorServices services)
    {
        (_self, _cells, _question, _answer, _services, _asked) = (self, cells, question, answer, services, question.Interval);
        Receive<CellFetch.Outcome>(Handle);
        Receive<Merged>(Handle);
        Receive<Overdue>(_ => Context.Stop(Self));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        // Every question answers in its time; should one end without a word, nobody must wait for ever.
        Timers.StartSingleTimer(Overdue.Instance, Overdue.Instance, 2 * MostRounds * _services.Options.FetchTimeout);
        Ask();
    }

    /// <inheritdoc/>
    protected override void PostStop() =>
        _answer.TrySetException(new TimeoutException("The cells were not all heard before the question was given up"));

    private void Ask()
    {
        _round++;
        _outcomes.Clear();
        foreach (CellLogin cell in _cells)
        {
            CellFetch fetch = new(_round, cell, StatisticsWanted: true, KnownVersion: null, _question.Via.Add(_self), _asked);
            Context.ActorOf(Props.Create(() => new CellFetchActor(fetch, _services)));
        }
    }

    private void Handle(CellFetch.Outcome outcome)
    {
        if (outcome.Fetch.Run != _round) return;
        _outcomes[outcome.Fetch.Login.Address] = outcome;
        if (_outcomes.Count < _cells.Length) return;
        try
        {
            ImmutableArray<CellFetch.Outcome> outcomes = [.. _cells.Select(cell => Checked(_outcomes[cell.Address]))];
            Interval?[] exact = [.. outcomes.Select(one => one.Found!.Exact)];
            Interval earliest = new(Earliest(exact.Select(one => one!.From)), Earliest(exact.Select(one => one!.To)));
            if (Array.TrueForAll(exact, one => one == earliest)) Merge(outcomes, earliest);
            else if (_round == MostRounds) throw new InvalidRequestException($"The cells keep no snapshots of common moments up to [{earliest.From}/{earliest.To}]");
            else AskFor(earliest);
        }
        catch (InvalidRequestException refusal)
        {
            _answer.TrySetException(refusal);
            Context.Stop(Self);
        }
    }

    private void AskFor(Interval earliest)
    {
        _asked = earliest;
        Ask();
    }

    private void Merge(ImmutableArray<CellFetch.Outcome> outcomes, Interval exact)
    {
        (ProjectId self, PastQuestion question) = (_self, _question);
        _services.Compute.Run(() => Merge(self, outcomes, question, exact)).PipeTo(
            Self, success: past => new Merged(past, null), failure: cause => new Merged(null, cause));
    }

    private void Handle(Merged merged)
    {
        if (merged.Past is { } past) _answer.TrySetResult(past);
        else _answer.TrySetException(merged.Cause is AggregateException { InnerExceptions.Count: 1 } one ? one.InnerExceptions[0] : merged.Cause!);
        Context.Stop(Self);
    }

    private static CellFetch.Outcome Checked(CellFetch.Outcome outcome)
    {
        string address = outcome.Fetch.Login.Address.ToString();
        if (outcome.Error is not null) throw new InvalidRequestException($"{address}: {outcome.Error}");
        return outcome.Found?.Exact is null
            ? throw new InvalidRequestException($"{address}: its node is of a version that keeps no snapshots")
            : outcome;
    }

    private static Past Merge(ProjectId self, ImmutableArray<CellFetch.Outcome> outcomes, PastQuestion question, Interval exact)
    {
        FusedStatistics fused = FusedStatistics.Merge(self, outcomes.Select(outcome => CellFetch.CopyOf(outcome)!), question.Known);
        return fused.Errors.IsEmpty ? new Past(fused, exact) : throw new InvalidRequestException(string.Join("; ", fused.Errors));
    }

    private static Moment? Earliest(IEnumerable<Moment?> moments) => moments.OfType<Moment>().MinBy(moment => (moment.At, moment.Rows));

    /// <summary>What is asked.</summary>
    /// <param name="Interval">The rows wanted.</param>
    /// <param name="Via">The fusion projects the question has passed.</param>
    /// <param name="Known">The attributes that already have an index.</param>
    public sealed record PastQuestion(Interval Interval, ImmutableArray<ProjectId> Via, Schema Known);

    /// <summary>The sum of all cells over an interval.</summary>
    /// <param name="Fused">The sum.</param>
    /// <param name="Exact">The moments for which every cell's answer is exact.</param>
    public sealed record Past(FusedStatistics Fused, Interval Exact);

    private sealed record Merged(Past? Past, Exception? Cause) : INoSerializationVerificationNeeded;

    private sealed class Overdue : INoSerializationVerificationNeeded
    {
        public static readonly Overdue Instance = new();

        private Overdue() { }
    }
}
