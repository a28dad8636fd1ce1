namespace Fusion.Statistics.Exact;

/// <summary>Addition of the value counts that sums keep.</summary>
/// <remarks>
/// An attribute that never had a value has empty counts, whether or not values are counted; counts are lost only where values came in uncounted.
/// </remarks>
internal static class ValuesAlgebra
{
    /// <summary>Makes sure that the values of some rows can be counted.</summary>
    /// <exception cref="OverflowException">A count could exceed 2^63 − 1; nothing has changed.</exception>
    public static void Expect(ExactSums sums, long rows)
    {
        foreach (ValueTally? tally in sums.Values ?? [])
        {
            tally?.Expect(rows);
        }
    }

    /// <summary>Adds or subtracts the values of a block whose columns the sums have.</summary>
    public static void Add(ExactSums sums, ReadOnlySpan<BlockColumn> columns, int sign)
    {
        foreach (ref readonly BlockColumn column in columns)
        {
            TallyOf(sums, column)?.Add(column.Source, sign);
        }
    }

    /// <summary>The counts of both, by ordinal; null when neither has any. Changes nothing.</summary>
    /// <exception cref="OverflowException">A count exceeds 2^63 − 1.</exception>
    public static ValueTally?[]? Combine(ExactSums sums, ExactSums other, Schema union, int sign)
    {
        if (sums.Values is null && other.Values is null)
            return null;
        ValueCounts?[] left = Under(union, sums), right = Under(union, other);
        return [.. left.Zip(right, (mine, theirs) => mine is null || theirs is null ? null : new ValueTally(mine.Combine(theirs, sign)))];
    }

    /// <summary>The counts under another schema, by its ordinals; null when switched off.</summary>
    public static ValueTally?[]? Projected(Schema target, ExactSums sums) =>
        sums.Values is null ? null : [.. Under(target, sums).Select(counts => counts is null ? null : new ValueTally(counts))];

    /// <summary>The counts with empty ones at the end; null when switched off.</summary>
    public static ValueTally?[]? Extended(ValueTally?[]? values, int length) =>
        values is null ? null : [.. values, .. Enumerable.Range(0, length - values.Length).Select(_ => new ValueTally(ValueCounts.Empty))];

    private static ValueTally? TallyOf(ExactSums sums, in BlockColumn column) =>
        sums.Values is { } values && column.Source.Attribute.Kind == AttributeKind.Continuous ? values[sums.Schema.OrdinalOf(column.Index)] : null;

    private static ValueCounts?[] Under(Schema schema, ExactSums sums)
    {
        var result = new ValueCounts?[schema.ContinuousCount];
        for (int i = 0; i < schema.Count; i++)
        {
            if (schema[i].Kind != AttributeKind.Continuous)
                continue;
            int known = sums.Schema.IndexOf(schema[i].Name);
            bool valueless = known < 0 || sums.Attributes[known].IsBlank;
            result[schema.OrdinalOf(i)] = valueless ? ValueCounts.Empty : sums.Values?[sums.Schema.OrdinalOf(known)]?.Counts;
        }

        return result;
    }
}
