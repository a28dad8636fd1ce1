using System.Buffers;

namespace Fusion.Statistics.Exact;

/// <summary>Value counts with one owner: blocks are counted in place, which is many times faster than to make new counts for each.</summary>
/// <remarks>Gives the counts, to the last one, that merging those of the blocks one by one gives. Concurrent readers are safe while nobody adds.</remarks>
internal sealed class ValueTally(ValueCounts counts)
{
    private ValueCounts? _counts = counts;
    private KeyCounter? _keys;
    private bool _shared;
    private bool _exact;
    private int _scale;
    private long _weight;

    /// <summary>What was counted.</summary>
    public ValueCounts Counts => _counts ??= ValueCounts.Of(_exact, _scale, _keys!.ToTable());

    /// <summary>Number of distinct values; of buckets in use when not exact.</summary>
    public int Distinct => _keys?.Distinct ?? Counts.Distinct;

    private bool IsExact => _keys is null ? Counts.IsExact : _exact;

    /// <summary>The counts of one plus or minus those of another, neither of which changes; null when one is uncounted.</summary>
    /// <returns>New counts, or the first where the second adds nothing.</returns>
    /// <exception cref="OverflowException">A count exceeds 2^63 − 1.</exception>
    public static ValueTally? Combine(ValueTally? one, ValueTally? another, int sign)
    {
        if (one is null || another is null)
            return null;
        return another.IsExact && another.Distinct == 0 ? one : new ValueTally(one.Counts.Combine(another.Counts, sign));
    }

    /// <summary>Whether both have the same counts, or are both uncounted.</summary>
    public static bool AreSame(ValueTally? one, ValueTally? another) => Equals(one?.Counts, another?.Counts);

    /// <summary>A copy that changes for itself. Both keep one table until then, so a copy that never changes costs nothing.</summary>
    public ValueTally Clone()
    {
        _shared = true;
        return (ValueTally)MemberwiseClone();
    }

    /// <summary>Makes sure that no count can overflow by as many values more.</summary>
    /// <exception cref="OverflowException">One could; nothing has changed.</exception>
    public void Expect(long values) => _ = checked((_keys is null ? Counts.Weight : _weight) + values);

    /// <summary>Adds or subtracts the values of a column, after <see cref="Expect"/>.</summary>
    public void Add(ColumnBlock column, int sign)
    {
        long[] mantissas = ArrayPool<long>.Shared.Rent(column.Rows);
        column.CopyPresent(mantissas);
        Add(column, mantissas.AsSpan(0, column.Count), sign);
        ArrayPool<long>.Shared.Return(mantissas);
    }

    /// <summary>Adds or subtracts some of the values of a column, after <see cref="Expect"/>.</summary>
    /// <param name="column">The column.</param>
    /// <param name="mantissas">The values; they are reordered.</param>
    /// <param name="sign">1 or −1.</param>
    public void Add(ColumnBlock column, Span<long> mantissas, int sign)
    {
        if (mantissas.IsEmpty)
            return;
        if (_keys is null && Counts.Distinct > 0)
            Spread(column.Scale);
        if (_keys is null || !HasRoom(column))
        {
            _counts = Counts.Combine(ValueCounts.Of(column.Scale, mantissas), sign);
            _keys = null;
            return;
        }

        CountInPlace(column.Scale, mantissas, sign);
        if (_exact && _keys.Distinct > ValueCounts.MaxDistinct)
        {
            _counts = Counts;
            _keys = null;
        }
    }

    /// <summary>Lays the counts out by key, at the scale of a column where they have room for it.</summary>
    private void Spread(int scale)
    {
        ValueCounts counts = Counts;
        (_exact, _weight) = (counts.IsExact, counts.Weight);
        (_scale, CountTable table) = counts.AtFinestScale(scale);
        (_keys, _shared) = (new KeyCounter(table), false);
    }

    /// <summary>Whether all values of a column can be counted under the present keys: always by bucket.</summary>
    private bool HasRoom(ColumnBlock column)
    {
        if (!_exact || column.Scale == _scale)
            return true;
        ulong magnitude = (ulong)Math.Max(Math.Abs(column.Min), Math.Abs(column.Max));
        return column.Scale < _scale && DecimalScale.FinestScale(magnitude, column.Scale, ColumnBlock.MantissaBound) >= _scale;
    }

    private void CountInPlace(int scale, ReadOnlySpan<long> mantissas, int sign)
    {
        if (_shared)
            (_keys, _shared) = (_keys!.Clone(), false);
        KeyCounter keys = _keys!;
        long factor = _exact ? DecimalScale.Power(_scale - scale) : 1;
        foreach (long mantissa in mantissas)
        {
            keys.Add(_exact ? mantissa * factor : LogBucket.Of(new DecimalNumber(mantissa, scale)), sign);
        }

        _weight += mantissas.Length;
        _counts = null;
    }
}
