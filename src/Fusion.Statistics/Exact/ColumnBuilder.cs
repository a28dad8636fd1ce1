namespace Fusion.Statistics.Exact;

/// <summary>One column under construction: decimal numbers as they came, brought to one scale at the end.</summary>
internal sealed class ColumnBuilder(AttributeInfo attribute)
{
    private const int FirstRows = 8;

    private long[] _mantissas = [];
    private int[] _scales = [];
    private readonly ulong[] _presence = new ulong[RowBlock.Capacity / 64];
    private bool _rounded;

    /// <summary>Sets the value of a row.</summary>
    public void Set(int row, DecimalNumber value)
    {
        if (attribute.Kind == AttributeKind.Binary)
            value = AsBit(value);
        else if (value.Scale is <= -ColumnBlock.MaxScale or > ColumnBlock.MaxScale)
            value = IntoRange(value);
        Reserve(row + 1);
        _mantissas[row] = value.Mantissa;
        _scales[row] = value.Mantissa == 0 ? 0 : value.Scale;
        _presence[row / 64] |= 1UL << (row % 64);
    }

    /// <summary>Makes a row missing again.</summary>
    public void Unset(int row)
    {
        if (row < RowBlock.Capacity)
            _presence[row / 64] &= ~(1UL << (row % 64));
    }

    /// <summary>Notes that a value was rounded before it came: the column will be quantised.</summary>
    public void MarkRounded() => _rounded = true;

    /// <summary>The presence bits of 64 rows.</summary>
    public ulong PresenceWord(int word) => _presence[word];

    /// <summary>Builds the column and forgets its rows.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="presence">The rows that have a value; where no value was set it is 0.</param>
    public ColumnBlock Build(int rows, ulong[] presence)
    {
        ReadOnlySpan<int> scales = EffectiveScales(rows);
        (int scale, bool quantised) = ChooseScale(scales);
        var mantissas = new long[rows];
        for (int row = 0; row < rows; row++)
        {
            mantissas[row] = DecimalScale.Move(_mantissas[row], scale - scales[row]);
        }

        quantised |= _rounded;
        _rounded = false;
        Array.Clear(_presence);
        return new ColumnBlock(attribute, scale, mantissas, presence, quantised);
    }

    /// <summary>Grows with the rows, so that a frame of one row takes no more memory than it needs.</summary>
    private void Reserve(int rows)
    {
        if (rows <= _mantissas.Length)
            return;
        int capacity = Math.Min(RowBlock.Capacity, Math.Max(FirstRows, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows)));
        Array.Resize(ref _mantissas, capacity);
        Array.Resize(ref _scales, capacity);
    }

    /// <summary>Clears what is missing to 0, which is at home at every scale.</summary>
    private Span<int> EffectiveScales(int rows)
    {
        Reserve(rows);
        for (int row = 0; row < rows; row++)
        {
            if ((_presence[row / 64] >> (row % 64) & 1) == 0)
                _mantissas[row] = _scales[row] = 0;
        }

        return _scales.AsSpan(0, rows);
    }

    /// <summary>Takes the largest scale as given if there is room for it, else the largest that a value needs, else the finest for which there is room.</summary>
    private (int Scale, bool Quantised) ChooseScale(ReadOnlySpan<int> scales)
    {
        (int given, int finest) = Survey(scales);
        if (given <= finest)
            return (given, false);
        int needed = LargestNeeded(scales);
        return needed <= finest ? (needed, false) : (finest, true);
    }

    private (int Given, int Finest) Survey(ReadOnlySpan<int> scales)
    {
        int? given = null;
        int finest = ColumnBlock.MaxScale;
        for (int row = 0; row < scales.Length; row++)
        {
            long mantissa = _mantissas[row];
            if (mantissa == 0)
                continue;
            given = Math.Max(given ?? scales[row], scales[row]);
            finest = Math.Min(finest, DecimalScale.FinestScale((ulong)Int128.Abs(mantissa), scales[row], ColumnBlock.MantissaBound));
        }

        return (given ?? 0, finest);
    }

    private int LargestNeeded(ReadOnlySpan<int> scales)
    {
        int needed = -ColumnBlock.MaxScale;
        for (int row = 0; row < scales.Length; row++)
        {
            if (_mantissas[row] != 0)
                needed = Math.Max(needed, Shorten(new DecimalNumber(_mantissas[row], scales[row])).Scale);
        }

        return needed;
    }

    /// <summary>Drops trailing zeros.</summary>
    private static DecimalNumber Shorten(DecimalNumber value)
    {
        (long mantissa, int scale) = value;
        while (mantissa % 10 == 0 && mantissa != 0)
        {
            mantissa /= 10;
            scale--;
        }

        return new DecimalNumber(mantissa, scale);
    }

    private DecimalNumber AsBit(DecimalNumber value)
    {
        DecimalNumber shortened = Shorten(value);
        if (shortened.Mantissa == 0 || shortened == new DecimalNumber(1, 0))
            return shortened with { Scale = 0 };
        throw new AttributeRangeException(
            $"Attribute '{attribute.Name}' is binary and takes 0 or 1, not {DecimalScale.Format(value.Mantissa, value.Scale)}.");
    }

    /// <summary>A number whose scale is beyond every limit: too small ones end as 0, too large ones are refused.</summary>
    private DecimalNumber IntoRange(DecimalNumber value)
    {
        if (value.Scale > 0)
        {
            int digits = value.Scale - ColumnBlock.MaxScale;
            long rounded = DecimalScale.RoundDown(value.Mantissa, digits);
            _rounded |= (Int128)rounded * DecimalScale.Power(Math.Min(digits, DecimalScale.MaxShift)) != value.Mantissa;
            return new DecimalNumber(rounded, ColumnBlock.MaxScale);
        }

        int finest = DecimalScale.FinestScale((ulong)Int128.Abs(value.Mantissa), 0, ColumnBlock.MantissaBound);
        long excess = -(long)ColumnBlock.MaxScale - value.Scale;
        if (value.Mantissa != 0 && excess > finest)
        {
            throw new AttributeRangeException(
                $"Attribute '{attribute.Name}' takes values below 10^{ColumnBlock.MaxScale + DecimalScale.MaxShift}, not {DecimalScale.Format(value.Mantissa, value.Scale)}.");
        }

        return value.Mantissa == 0 ? default : new DecimalNumber(DecimalScale.Move(value.Mantissa, (int)excess), -ColumnBlock.MaxScale);
    }
}
