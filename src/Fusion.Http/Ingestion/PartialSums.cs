using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Http.Ingestion;

/// <summary>Adds the blocks of one body up on several threads at once, each into sums of its own. Thread-safe.</summary>
/// <param name="valueCounts">Whether values are counted too.</param>
internal sealed class PartialSums(bool valueCounts)
{
    private readonly ConcurrentBag<StatisticsAccumulator> _idle = [];

    /// <summary>Adds blocks.</summary>
    public Task AddAsync(ImmutableArray<RowBlock> blocks) => blocks.IsEmpty ? Task.CompletedTask : Task.Run(() =>
    {
        StatisticsAccumulator sums = _idle.TryTake(out StatisticsAccumulator? idle) ? idle : new StatisticsAccumulator(valueCounts: valueCounts);
        sums.Add(blocks.AsSpan());
        _idle.Add(sums);
    });

    /// <summary>The total, its attributes in an order that does not depend on the threads. Nothing may be added at the same time.</summary>
    /// <param name="order">The order; may name more than were added.</param>
    public SufficientStatistics Total(Schema order)
    {
        SufficientStatistics[] parts = [.. _idle.Select(sums => sums.Snapshot())];
        HashSet<string> met = [.. parts.SelectMany(part => part.Schema).Select(attribute => attribute.Name)];
        SufficientStatistics start = new StatisticsAccumulator(valueCounts: valueCounts).Snapshot();
        return parts.Aggregate(start.Reorder(Schema.Of(order.Where(attribute => met.Contains(attribute.Name)))), (total, part) => total.Merge(part));
    }
}
