using Fusion.Http.Authentication;
using Fusion.Statistics;
using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Ingestion;

/// <summary>
/// What folding one body holds, on its request's account: pieces of text, runs of blocks and partial sums. It does not grow with the body, but with the
/// attributes, which categories make while it is read. Not thread-safe.
/// </summary>
/// <param name="bodies">Where the account is.</param>
/// <param name="request">The request.</param>
/// <param name="accumulators">Partial sums that are formed at once.</param>
/// <param name="valueCounts">Whether values are counted too.</param>
internal sealed class FoldAccount(BodyReader bodies, HttpRequest request, int accumulators, bool valueCounts)
{
    // Three limbs of a pair, and of each group with missing values what it lacks of each attribute.
    private const int BytesOfPair = 3 * sizeof(long);
    private const int BytesOfGroup = 40;

    // A table of some 700 values. A table of few takes 1 kB, the largest 128 kB.
    private const int BytesOfConditionalCounts = 16 * 1024;

    private long _held;

    /// <summary>Takes what more attributes need; fewer give nothing back.</summary>
    /// <param name="attributes">All of them.</param>
    /// <exception cref="Envelopes.DeclinedException">There is no room.</exception>
    public void Grow(int attributes)
    {
        long needed = MemoryOf(attributes);
        if (needed <= _held) return;
        bodies.Take(needed - _held, request);
        _held = needed;
    }

    /// <summary>The most pairs of a continuous and a binary attribute that are counted, however many attributes are of which kind.</summary>
    private static long ConditionalPairs(long attributes) =>
        attributes - 1 > SufficientStatistics.MaxConditionalPairs ? 0 : Math.Min(attributes * attributes / 4, SufficientStatistics.MaxConditionalPairs);

    private long MemoryOf(long attributes)
    {
        long pairs = attributes * (attributes + 1) / 2, run = sizeof(long) * Math.Max(BlockRun.MaxValues, attributes * RowBlock.Capacity);
        long sums = (BytesOfPair * pairs) + (BytesOfGroup * attributes) + (valueCounts ? run + (BytesOfConditionalCounts * ConditionalPairs(attributes)) : 0);
        return CsvTable.Memory + ((accumulators + 2) * run) + ((accumulators + 1) * sums);
    }
}
