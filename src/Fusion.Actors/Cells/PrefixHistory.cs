using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Models;
using Fusion.Statistics;

namespace Fusion.Actors.Cells;

/// <summary>
/// The statistics of a cell at earlier moments, oldest first. The sums are exact, so the rows between two moments are the difference of two prefixes, as if
/// no others had ever been learned. A pure function of the cell's events.
/// </summary>
/// <param name="Schedule">When one is kept.</param>
/// <param name="Prefixes">Those kept.</param>
internal sealed record PrefixHistory(SnapshotSchedule Schedule, ImmutableArray<PrefixSnapshot> Prefixes)
{
    /// <summary>Most bytes of all kept, about: they are in memory and in every snapshot of the cell.</summary>
    public const long MaxWeight = 64L << 20;

    /// <summary>The history of a new or restored cell; null when it keeps none.</summary>
    /// <param name="settings">As created.</param>
    /// <param name="statistics">What it has at its beginning.</param>
    /// <param name="at">Its beginning.</param>
    /// <param name="kept">Of a snapshot.</param>
    public static PrefixHistory? Of(
        ProjectSettings settings, SufficientStatistics statistics, DateTimeOffset at, ImmutableArray<PrefixSnapshot>? kept = null) =>
        SnapshotSchedule.Of(settings) is { } schedule ? new PrefixHistory(schedule, kept ?? [new PrefixSnapshot(at, at, statistics)]) : null;

    /// <summary>The history after a commit.</summary>
    /// <param name="before">The statistics before it, which were there since <paramref name="since"/>.</param>
    /// <param name="since">When the commit before this one was made.</param>
    /// <param name="after">The statistics after it.</param>
    /// <param name="at">When it was made.</param>
    public PrefixHistory Add(SufficientStatistics before, DateTimeOffset since, SufficientStatistics after, DateTimeOffset at)
    {
        if (Schedule.Period is { } period)
        {
            long justBefore = at.UtcTicks - 1; // a commit at the very boundary belongs to it
            DateTimeOffset boundary = new(justBefore - (justBefore % period.Ticks), TimeSpan.Zero);
            return since < boundary ? With(new PrefixSnapshot(since, boundary, before)) : this;
        }

        long last = Prefixes.IsEmpty ? 0 : Prefixes[^1].Statistics.Rows;
        return Math.Abs(after.Rows - last) >= Schedule.Rows ? With(new PrefixSnapshot(at, at, after)) : this;
    }

    /// <summary>The statistics of the rows that came in a interval.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="now">The statistics as they are.</param>
    /// <param name="since">Since when.</param>
    /// <returns>They, and the moments they are exact for: each the last one kept that is not after the one asked for.</returns>
    /// <exception cref="InvalidRequestException">A moment lies before all that is kept, or the interval ends before it begins.</exception>
    public (SufficientStatistics Statistics, Interval Exact) Over(Interval interval, SufficientStatistics now, DateTimeOffset since)
    {
        ImmutableArray<PrefixSnapshot> all = Prefixes.Add(new PrefixSnapshot(since, DateTimeOffset.MaxValue, now));
        int to = interval.To is null ? all.Length - 1 : Find(all, interval.To);
        if (interval.From is null)
            return (all[to].Statistics, new Interval(null, ExactOf(interval.To, all[to])));
        int from = Find(all, interval.From);
        if (from > to)
            throw new InvalidRequestException($"window is [{interval.From}/{interval.To}]: it ends before it begins");
        return (all[to].Statistics.Subtract(all[from].Statistics), new Interval(ExactOf(interval.From, all[from]), ExactOf(interval.To, all[to])));
    }

    /// <summary>The history after value counts began or ended: those of a difference would be of neither.</summary>
    public PrefixHistory WithoutValueCounts() =>
        this with { Prefixes = [.. Prefixes.Select(prefix => prefix with { Statistics = prefix.Statistics.RestartValueCounts(false) })] };

    private PrefixHistory With(PrefixSnapshot prefix)
    {
        ImmutableArray<PrefixSnapshot> kept = Prefixes.Add(prefix);
        long weight = kept.Sum(one => CellWeight.InMemory(one.Statistics));
        int oldest = 0;
        for (; kept.Length - oldest > Schedule.Keep || (weight > MaxWeight && kept.Length - oldest > 1); oldest++)
        {
            weight -= CellWeight.InMemory(kept[oldest].Statistics);
        }

        return this with { Prefixes = kept.RemoveRange(0, oldest) };
    }

    /// <summary>The place of the last one that is not after a moment.</summary>
    private static int Find(ImmutableArray<PrefixSnapshot> all, Moment moment)
    {
        for (int i = all.Length - 1; i >= 0; i--)
        {
            if (moment.At is { } at ? all[i].From <= at : all[i].Statistics.Rows <= moment.Rows) return i;
        }

        throw new InvalidRequestException(
            $"asof or window asks for {moment}, but there is no snapshot at or before it; the first one kept is of {new Moment(all[0].From, null)} with {all[0].Statistics.Rows} rows");
    }

    /// <summary>The moment asked for where the statistics did not change up to it, else the last at which they are known to have been these.</summary>
    private static Moment? ExactOf(Moment? asked, PrefixSnapshot found) => asked switch
    {
        null => null,
        { At: { } at } => new Moment(at < found.Until ? at : found.Until, null),
        _ => new Moment(null, found.Statistics.Rows),
    };
}
