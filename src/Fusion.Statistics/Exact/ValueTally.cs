using System.Buffers;

namespace Fusion.Statistics.Exact;

/// <summary>Value counts with one owner: blocks are counted in place, which is many times faster than to make new counts for each.</summary>
/// <remarks>Gives the counts, to the last one, that merging those of the blocks one by one gives. Concurrent readers are safe while nobody adds.</remarks>
internal sealed class ValueTally(ValueCounts counts)
{
    private ValueCounts? _counts = counts;
    private KeyCounter? _keys;
    private bool _exact;
    private int _scale;
    private long _weight;

    /// <summary>What was counted.</summary>
    public ValueCounts Counts => _counts ??= ValueCounts.Of(_exact, _scale, _keys!.ToTable());

    public ValueTally Clone()
    {
        var clone = (ValueTally)MemberwiseClone();
        clone._keys = _keys?.Clone();
        return clone;
    }

    /// <summary>Makes sure that no count can overflow by as many values more.</summary>
    /// <exception cref="OverflowException">One could; nothing has changed.</exception>
    public void Expect(long values) => _ = checked((_keys is null ? Counts.Weight : _weight) + values);

    /// <summary>Adds or subtracts the values of a column, after <see cref="Expect"/>.</summary>
    public void Add(ColumnBlock column, int sign)
    {
        if (column.Count == 0)
            return;
        if (_keys is null && Counts.Distinct > 0)
            Spread(column.Scale);
        if (_keys is null || !HasRoom(column))
        {
            _counts = Counts.Combine(ValueCounts.Of(column), sign);
            _keys = null;
            return;
        }

        CountInPlace(column, sign, _keys);
        _counts = null;
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
        _keys = new KeyCounter(table);
    }

    /// <summary>Whether values can be counted under the present keys: always by bucket.</summary>
    private bool HasRoom(ColumnBlock column)
    {
        ulong magnitude = (ulong)Math.Max(Math.Abs(column.Min), Math.Abs(column.Max));
        return !_exact || (column.Scale <= _scale && DecimalScale.FinestScale(magnitude, column.Scale, ColumnBlock.MantissaBound) >= _scale);
    }

    private void CountInPlace(ColumnBlock column, int sign, KeyCounter keys)
    {
        long[] mantissas = ArrayPool<long>.Shared.Rent(column.Rows);
        column.CopyPresent(mantissas);
        long factor = _exact ? DecimalScale.Power(_scale - column.Scale) : 1;
        foreach (long mantissa in mantissas.AsSpan(0, column.Count))
        {
            keys.Add(_exact ? mantissa * factor : LogBucket.Of(new DecimalNumber(mantissa, column.Scale)), sign);
        }

        _weight += column.Count;
        ArrayPool<long>.Shared.Return(mantissas);
    }
}
