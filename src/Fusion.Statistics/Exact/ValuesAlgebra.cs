namespace Fusion.Statistics.Exact;

/// <summary>Addition of the value counts that sums keep. Nothing is changed in place: after an overflow the operands are as they were.</summary>
/// <remarks>An attribute that never had a value has empty counts, whether or not values are counted; counts are lost only where values came in uncounted.</remarks>
internal static class ValuesAlgebra
{
    /// <summary>The counts after the rows of a block, by ordinal; null when switched off.</summary>
    public static ValueCounts?[]? Combine(ExactSums sums, RowBlock block, Schema union, int sign)
    {
        if (sums.Values is null)
            return null;
        ValueCounts?[] result = Under(union, sums);
        foreach (ColumnBlock column in block.Columns)
        {
            if (column.Attribute.Kind != AttributeKind.Continuous)
                continue;
            ref ValueCounts? counts = ref result[union.OrdinalOf(union.IndexOf(column.Attribute.Name))];
            counts = counts?.Combine(column, sign);
        }

        return result;
    }

    /// <summary>The counts of both, by ordinal; null when neither has any.</summary>
    public static ValueCounts?[]? Combine(ExactSums sums, ExactSums other, Schema union, int sign)
    {
        if (sums.Values is null && other.Values is null)
            return null;
        ValueCounts?[] result = Under(union, sums), addend = Under(union, other);
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = addend[i] is { } right ? result[i]?.Combine(right, sign) : null;
        }

        return result;
    }

    /// <summary>The counts under another schema, by its ordinals.</summary>
    public static ValueCounts?[] Under(Schema schema, ExactSums sums)
    {
        var result = new ValueCounts?[schema.ContinuousCount];
        for (int i = 0; i < schema.Count; i++)
        {
            if (schema[i].Kind != AttributeKind.Continuous)
                continue;
            int known = sums.Schema.IndexOf(schema[i].Name);
            bool valueless = known < 0 || sums.Attributes[known].IsBlank;
            result[schema.OrdinalOf(i)] = valueless ? ValueCounts.Empty : sums.Values?[sums.Schema.OrdinalOf(known)];
        }

        return result;
    }
}
