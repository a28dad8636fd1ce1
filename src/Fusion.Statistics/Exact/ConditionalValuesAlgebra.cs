using System.Buffers;

namespace Fusion.Statistics.Exact;

/// <summary>Addition of the value counts of continuous attributes over the rows where a binary one is 1.</summary>
/// <remarks>
/// They are kept where values are counted and the schema has no more than <see cref="SufficientStatistics.MaxConditionalPairs"/> pairs: that depends on the
/// union of schemas alone. A pair without a trace in the sums has empty counts, whether or not values are counted; counts are lost only where values with a 1
/// came in uncounted. Bounds would not do in place of the trace: what two statistics could not have had, their sum could.
/// </remarks>
internal static class ConditionalValuesAlgebra
{
    /// <summary>Whether a schema has few enough pairs.</summary>
    public static bool IsKept(Schema schema) =>
        (long)schema.ContinuousCount * (schema.Count - schema.ContinuousCount) <= SufficientStatistics.MaxConditionalPairs;

    /// <summary>All pairs in the order of ordinals, binary attributes first; none when they are not kept.</summary>
    /// <returns>The continuous attribute and the binary one.</returns>
    public static IEnumerable<(int I, int J)> Pairs(ExactSums sums) => sums.ConditionalValues is null ? [] :
        from j in Indexes(sums.Schema, AttributeKind.Binary)
        from i in Indexes(sums.Schema, AttributeKind.Continuous)
        select (i, j);

    /// <summary>The counts of a pair of which they are kept.</summary>
    public static ref ValueTally? Of(ExactSums sums, int i, int j) => ref sums.ConditionalValues![sums.Schema.OrdinalOf(j)][sums.Schema.OrdinalOf(i)];

    /// <summary>What the counts of a pair are unless they were kept.</summary>
    public static ValueTally? Uncounted(ExactSums sums, int i, int j) => HasTrace(sums, i, j) ? null : new ValueTally(ValueCounts.Empty);

    /// <summary>Whether any sum over the rows with a value of a continuous attribute i and a 1 of a binary j differs from 0.</summary>
    private static bool HasTrace(ExactSums sums, int i, int j) =>
        sums.PairSum(j, sums.Schema.GroupOf(i)) != 0 || sums.Product(i, j) != 0 || sums.Conditionals[j]![sums.Schema.OrdinalOf(i)] != 0;

    private static IEnumerable<int> Indexes(Schema schema, AttributeKind kind) => Enumerable.Range(0, schema.Count).Where(i => schema[i].Kind == kind);

    /// <summary>Makes sure that the values of some rows can be counted.</summary>
    /// <exception cref="OverflowException">A count could exceed 2^63 − 1; nothing has changed.</exception>
    public static void Expect(ExactSums sums, long rows)
    {
        foreach (ValueTally?[] tallies in sums.ConditionalValues ?? [])
        {
            foreach (ValueTally? tally in tallies)
            {
                tally?.Expect(rows);
            }
        }
    }

    /// <summary>Adds or subtracts the values of a block whose columns the sums have.</summary>
    /// <remarks>The cost is that of the ones: a dummy that is rarely 1 costs little.</remarks>
    public static void Add(ExactSums sums, ReadOnlySpan<BlockColumn> columns, int sign)
    {
        if (sums.ConditionalValues is not { } values)
            return;
        int[] rows = ArrayPool<int>.Shared.Rent(RowBlock.Capacity);
        long[] mantissas = ArrayPool<long>.Shared.Rent(RowBlock.Capacity);
        foreach (ref readonly BlockColumn condition in columns)
        {
            if (condition.Source.Attribute.Kind == AttributeKind.Continuous || condition.Source.Max <= 0)
                continue;
            ValueTally?[] tallies = values[sums.Schema.OrdinalOf(condition.Index)];
            int ones = condition.Source.CopyRowsOfOnes(rows);
            foreach (ref readonly BlockColumn column in columns)
            {
                if (column.Source.Attribute.Kind == AttributeKind.Binary || tallies[sums.Schema.OrdinalOf(column.Index)] is not { } tally)
                    continue;
                int count = column.Source.CopyPresent(rows.AsSpan(0, ones), mantissas);
                tally.Add(column.Source, mantissas.AsSpan(0, count), sign);
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<long>.Shared.Return(mantissas);
    }

    /// <summary>The counts of both, by ordinals; null when neither counts or the union has too many pairs. Changes nothing.</summary>
    /// <exception cref="OverflowException">A count exceeds 2^63 − 1.</exception>
    public static ValueTally?[][]? Combine(ExactSums sums, ExactSums other, Schema union, int sign)
    {
        if ((sums.Values is null && other.Values is null) || !IsKept(union))
            return null;
        ValueTally?[][] mine = Under(union, sums), theirs = Under(union, other);
        return [.. mine.Zip(theirs, (left, right) => left.Zip(right, (one, another) => ValueTally.Combine(one, another, sign)).ToArray())];
    }

    /// <summary>The counts under another schema, by its ordinals; null when switched off or when it has too many pairs.</summary>
    public static ValueTally?[][]? Projected(Schema target, ExactSums sums) =>
        sums.Values is null || !IsKept(target) ? null : Copy(Under(target, sums));

    /// <summary>The counts with empty ones for what is new in a longer schema; null when switched off, or from now on when it has too many pairs.</summary>
    public static ValueTally?[][]? Extended(ValueTally?[][]? values, Schema longer)
    {
        if (values is null || !IsKept(longer))
            return null;
        IEnumerable<ValueTally?[]> added = Enumerable.Repeat(Array.Empty<ValueTally?>(), longer.Count - longer.ContinuousCount - values.Length);
        return [.. values.Concat(added).Select(tallies => ValuesAlgebra.Extended(tallies, longer.ContinuousCount)!)];
    }

    /// <summary>A copy that changes for itself.</summary>
    public static ValueTally?[][] Copy(ValueTally?[][] values) => [.. values.Select(tallies => Array.ConvertAll(tallies, tally => tally?.Clone()))];

    /// <summary>The counts by the ordinals of a schema, binary attributes first; null where values came in uncounted.</summary>
    private static ValueTally?[][] Under(Schema schema, ExactSums sums)
    {
        int[] known = [.. schema.Select(attribute => sums.Schema.IndexOf(attribute.Name))];
        int[] continuous = [.. Indexes(schema, AttributeKind.Continuous).Select(i => known[i])];
        return [.. Indexes(schema, AttributeKind.Binary).Select(j => Array.ConvertAll(continuous, i => TallyOf(sums, i, known[j])))];
    }

    /// <summary>The counts of a pair; an attribute below 0 is unknown.</summary>
    private static ValueTally? TallyOf(ExactSums sums, int i, int j)
    {
        if (i < 0 || j < 0)
            return new ValueTally(ValueCounts.Empty);
        return sums.ConditionalValues is null ? Uncounted(sums, i, j) : Of(sums, i, j);
    }
}
