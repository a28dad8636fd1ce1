namespace Fusion.Statistics.Exact;

/// <summary>How one column of a block enters the sums: at which index, scale and pivot, and with which mantissas.</summary>
internal readonly record struct BlockColumn(int Index, ColumnBlock Source, int Scale, long Pivot, bool Quantised)
{
    /// <summary>Mantissa of a row at <see cref="Scale"/>.</summary>
    public long Mantissa(int row) => DecimalScale.Move(Source.Mantissas[row], Scale - Source.Scale);

    /// <summary>Fits a column to the attribute's present state.</summary>
    /// <param name="index">The attribute.</param>
    /// <param name="source">The column.</param>
    /// <param name="known">The attribute's sums so far.</param>
    /// <exception cref="AttributeRangeException">A value has no room at the attribute's scale.</exception>
    public static BlockColumn Fit(int index, ColumnBlock source, in AttributeSums known)
    {
        if (source.Count == 0)
            return new BlockColumn(index, source, source.Scale, 0, false);
        if (known.IsBlank)
            return new BlockColumn(index, source, source.Scale, FirstPivot(source), source.Quantised);
        if (source.Scale <= known.Scale)
        {
            ThrowIfOutOfRange(source, known.Scale);
            return new BlockColumn(index, source, known.Scale, known.Pivot, source.Quantised);
        }

        int wanted = source.Scale - known.Scale;
        int digits = DecimalScale.Headroom(known.Magnitude, wanted);
        int scale = known.Scale + digits;
        return new BlockColumn(index, source, scale, DecimalScale.Move(known.Pivot, digits), source.Quantised || digits < wanted);
    }

    private static void ThrowIfOutOfRange(ColumnBlock source, int scale)
    {
        int digits = scale - source.Scale;
        long extreme = source.Max > -source.Min ? source.Max : source.Min;
        if (DecimalScale.Headroom((ulong)Math.Abs(extreme), digits) < digits)
        {
            throw new AttributeRangeException(
                $"Attribute '{source.Attribute.Name}' has {scale} decimal places, so magnitudes below "
                + $"{DecimalScale.Format(ColumnBlock.MantissaBound, scale)} are allowed, not {DecimalScale.Format(extreme, source.Scale)}.");
        }
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
