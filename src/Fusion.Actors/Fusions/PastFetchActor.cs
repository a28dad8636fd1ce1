using System.Collections.Immutable;
using Akka.Actor;
using Fusion.Actors.Projects;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Fusions;

/// <summary>
/// Asks every cell of a fusion project for the statistics of an interval, adds them up and ends. Unlike a refresh it keeps no copy, and a cell
/// that fails fails the whole: there is no last good copy of an interval.
/// </summary>
internal sealed class PastFetchActor : ReceiveActor
{
    private readonly Dictionary<CellAddress, CellFetch.Outcome> _outcomes = [];

    /// <summary>An actor that will complete <paramref name="answer"/>.</summary>
    public PastFetchActor(ProjectId self, ImmutableArray<CellLogin> cells, PastQuestion question, TaskCompletionSource<Past> answer, ActorServices services)
    {
        foreach (CellLogin cell in cells)
        {
            CellFetch fetch = new(0, cell, StatisticsWanted: true, KnownVersion: null, question.Via.Add(self), question.Interval);
            Context.ActorOf(Props.Create(() => new CellFetchActor(fetch, services)));
        }

        Receive<CellFetch.Outcome>(outcome =>
        {
            _outcomes[outcome.Fetch.Login.Address] = outcome;
            if (_outcomes.Count == cells.Length) End();
        });

        void End()
        {
            CellFetch.Outcome[] outcomes = [.. cells.Select(cell => _outcomes[cell.Address])];
            _ = services.Compute.Run(() => Merge(self, outcomes, question)).ContinueWith(
                merged => answer.SetFromTask(merged), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            Context.Stop(Self);
        }
    }

    private static Past Merge(ProjectId self, CellFetch.Outcome[] outcomes, PastQuestion question)
    {
        ImmutableArray<CellCopy>.Builder copies = ImmutableArray.CreateBuilder<CellCopy>();
        foreach (CellFetch.Outcome outcome in outcomes)
        {
            CellAddress address = outcome.Fetch.Login.Address;
            if (outcome.Found is not { } found) throw new Models.InvalidRequestException($"{address}: {outcome.Error}");
            copies.Add(new CellCopy(address, found.Version, found.Statistics, found.Histogram, found.Sources, found.Variant));
        }

        FusedStatistics fused = FusedStatistics.Merge(self, copies, question.Known);
        Interval?[] exact = [.. outcomes.Select(outcome => outcome.Found!.Exact)];
        return new Past(fused, new Interval(Earliest(exact.Select(one => one?.From)), Earliest(exact.Select(one => one?.To))));
    }

    private static Moment? Earliest(IEnumerable<Moment?> moments) => moments.OfType<Moment>().MinBy(moment => (moment.At, moment.Rows));

    /// <summary>What is asked.</summary>
    /// <param name="Interval">The rows wanted.</param>
    /// <param name="Via">The fusion projects the question has passed.</param>
    /// <param name="Known">The attributes that already have an index.</param>
    public sealed record PastQuestion(Interval Interval, ImmutableArray<ProjectId> Via, Schema Known);

    /// <summary>The sum of all cells over an interval.</summary>
    /// <param name="Fused">The sum.</param>
    /// <param name="Exact">The earliest of the moments at which the cells' answers are exact.</param>
    public sealed record Past(FusedStatistics Fused, Interval Exact);
}
