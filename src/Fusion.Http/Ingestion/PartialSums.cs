using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Http.Ingestion;

/// <summary>Adds the blocks of one body up on several threads at once, each into sums of its own. Thread-safe.</summary>
/// <param name="valueCounts">Whether values are counted too.</param>
internal sealed class PartialSums(bool valueCounts)
{
    private readonly ConcurrentBag<StatisticsAccumulator> _before = [];
    private readonly ConcurrentBag<StatisticsAccumulator> _after = [];

    /// <summary>Adds rows.</summary>
    public async Task AddAsync(EncodedRows rows)
    {
        if (!rows.Before.IsEmpty) await Task.Run(() => Add(rows.Before, _before));
        if (!rows.After.IsEmpty) await Task.Run(() => Add(rows.After, _after));
    }

    /// <summary>The total, its attributes in an order that does not depend on the threads. Nothing may be added at the same time.</summary>
    /// <param name="order">The order; may name more than were added.</param>
    /// <param name="upToFirstBadRow">Whether rows after the first bad one do not count.</param>
    public SufficientStatistics Total(Schema order, bool upToFirstBadRow)
    {
        IEnumerable<StatisticsAccumulator> sums = upToFirstBadRow ? _before : _before.Concat(_after);
        SufficientStatistics[] parts = [.. sums.Select(part => part.Snapshot())];
        HashSet<string> met = [.. parts.SelectMany(part => part.Schema).Select(attribute => attribute.Name)];
        SufficientStatistics start = new StatisticsAccumulator(valueCounts: valueCounts).Snapshot();
        return parts.Aggregate(start.Reorder(Schema.Of(order.Where(attribute => met.Contains(attribute.Name)))), (total, part) => total.Merge(part));
    }

    private void Add(ImmutableArray<RowBlock> blocks, ConcurrentBag<StatisticsAccumulator> idle)
    {
        StatisticsAccumulator sums = idle.TryTake(out StatisticsAccumulator? known) ? known : new StatisticsAccumulator(valueCounts: valueCounts);
        sums.Add(blocks.AsSpan());
        idle.Add(sums);
    }
}
