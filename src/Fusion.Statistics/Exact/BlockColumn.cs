namespace Fusion.Statistics.Exact;

/// <summary>How one column of a block enters the sums: at which index, scale and pivot, and whether its values or the sums are rounded for it.</summary>
internal readonly record struct BlockColumn(int Index, ColumnBlock Source, int Scale, long Pivot, bool Coarsened)
{
    /// <summary>Fits a column to the attribute's present state.</summary>
    /// <param name="index">The attribute.</param>
    /// <param name="source">The column.</param>
    /// <param name="known">The attribute's sums so far.</param>
    public static BlockColumn Fit(int index, ColumnBlock source, in AttributeSums known)
    {
        if (source.Count == 0)
            return new BlockColumn(index, source, source.Scale, 0, false);
        if (known.IsBlank)
            return new BlockColumn(index, source, source.Scale, FirstPivot(source), false);
        var incoming = new AttributeSums { Scale = source.Scale, Min = source.Min, Max = source.Max };
        (int scale, bool coarsened) = CommonScale.Of(known, incoming);
        return new BlockColumn(index, source, scale, DecimalScale.Move(known.Pivot, scale - known.Scale), coarsened);
    }

    /// <summary>The rounded mean, which keeps the deviations of later rows short; 0 for binary columns.</summary>
    private static long FirstPivot(ColumnBlock column)
    {
        if (column.Attribute.Kind == AttributeKind.Binary)
            return 0;
        Int128 sum = 0;
        foreach (long mantissa in column.Mantissas)
        {
            sum += mantissa;
        }

        Int128 half = sum < 0 ? -column.Count / 2 : column.Count / 2;
        return (long)((sum + half) / column.Count);
    }
}
