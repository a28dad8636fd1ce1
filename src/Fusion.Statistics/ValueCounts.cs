using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics;

/// <summary>How often each value of an attribute occurs: the state behind medians, quantiles and densities. Adds and subtracts exactly.</summary>
/// <remarks>
/// <para>Exact form: up to <see cref="MaxDistinct"/> distinct decimal values with signed counts. Beyond that, or when the values have no common scale
/// with mantissas below 2^62, the counts go to fixed buckets, 128 to every power of two: their middle is within 2^-8 of any value in them, as long as
/// that is a normal double.</para>
/// <para>Laws, with ==. Of rows that are only learned the form and the counts depend on the multiset of values, not on order or split. Merging is
/// commutative. Subtracting undoes merging when the sum is still exact. After <see cref="Collapse"/> merging is commutative and associative and subtracting
/// undoes it without exception, since bucket counts are sums. What does not come back is the exact form: once collapsed, counts stay so when values are
/// forgotten.</para>
/// <para>n = 0: counts 0, readers NaN. Negative counts, after forgetting what was never learned: readers of values NaN until they are learned.</para>
/// <para>Immutable and thread-safe. 16 bytes a distinct value or bucket in use.</para>
/// </remarks>
public sealed class ValueCounts : IEquatable<ValueCounts>
{
    /// <summary>Distinct values up to which counts are exact.</summary>
    public const int MaxDistinct = 4096;

    /// <summary>Largest scale either way: that of columns and what the zeros at the end of a mantissa add.</summary>
    internal const int MaxScale = ColumnBlock.MaxScale + DecimalScale.MaxShift;

    private readonly CountTable _table;
    private readonly int _scale;
    private readonly bool _hasDebt;

    private ValueCounts(bool exact, int scale, CountTable table)
    {
        (IsExact, _scale, _table) = (exact, scale, table);
        foreach (long count in table.Counts)
        {
            Count = checked(Count + count);
            _hasDebt |= count < 0;
        }
    }

    /// <summary>The counts of no row.</summary>
    public static ValueCounts Empty { get; } = new(true, 0, CountTable.Empty);

    /// <summary>Whether every value is known exactly; else they are known by bucket.</summary>
    public bool IsExact { get; }

    /// <summary>Number of distinct values; of buckets in use when not exact.</summary>
    public int Distinct => _table.Keys.Length;

    /// <summary>Number of rows with a value; negative after forgetting what was never learned.</summary>
    public long Count { get; }

    /// <summary>The smallest value, or the middle of its bucket; NaN when there is none.</summary>
    public double Min => Undefined ? double.NaN : Position(0).ToDouble();

    /// <summary>The largest value, or the middle of its bucket; NaN when there is none.</summary>
    public double Max => Undefined ? double.NaN : Position(^1).ToDouble();

    /// <summary>The middle value, or the mean of the two middle ones, rounded once; NaN when there is none.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The distinct values ascending, or the middles of buckets, each with its count; negative for what was forgotten and never learned.</summary>
    public ImmutableArray<KeyValuePair<double, long>> Points =>
        [.. Enumerable.Range(0, Distinct).Select(i => KeyValuePair.Create(Position(i).ToDouble(), _table.Counts[i]))];

    /// <summary>Sum of the magnitudes of all counts.</summary>
    /// <exception cref="OverflowException">It exceeds 2^63 − 1.</exception>
    internal long Weight
    {
        get
        {
            long weight = 0;
            foreach (long count in _table.Counts)
            {
                weight = checked(weight + Math.Abs(count));
            }

            return weight;
        }
    }

    private bool Undefined => _hasDebt || Distinct == 0;

    /// <summary>Counts the values of a column.</summary>
    /// <param name="column">The column; missing values do not count.</param>
    /// <returns>The counts.</returns>
    public static ValueCounts Of(ColumnBlock column)
    {
        ArgumentNullException.ThrowIfNull(column);
        long[] mantissas = ArrayPool<long>.Shared.Rent(column.Rows);
        column.CopyPresent(mantissas);
        ValueCounts counts = Of(column.Scale, mantissas.AsSpan(0, column.Count));
        ArrayPool<long>.Shared.Return(mantissas);
        return counts;
    }

    /// <summary>The counts of the rows of both.</summary>
    /// <param name="other">The other counts.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">A count exceeds 2^63 − 1.</exception>
    public ValueCounts Merge(ValueCounts other) => Combine(Given(other), 1);

    /// <summary>The counts without the other's rows.</summary>
    /// <param name="other">The other counts.</param>
    /// <returns>The difference, possibly with negative counts.</returns>
    /// <exception cref="OverflowException">A count exceeds 2^63 − 1 in magnitude.</exception>
    public ValueCounts Subtract(ValueCounts other) => Combine(Given(other), -1);

    /// <summary>The same rows counted by bucket.</summary>
    /// <returns>Counts that are not exact.</returns>
    public ValueCounts Collapse() =>
        IsExact ? new ValueCounts(false, 0, _table.Map(mantissa => LogBucket.Of(new DecimalNumber(mantissa, _scale)))) : this;

    /// <summary>A quantile after Hazen: position n·q + ½ among the sorted values, linear between neighbours.</summary>
    /// <param name="q">The share of rows below, 0 to 1.</param>
    /// <returns>The quantile, rounded once; from the middles of buckets when not exact; NaN when there is no value.</returns>
    public double Quantile(double q)
    {
        if (!(q is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile is asked for a share from 0 to 1.");
        if (Undefined)
            return double.NaN;
        var half = new Fraction(1, 2);
        Fraction position = (Fraction.Of(q) * new Fraction(Count, 1)) - half;
        var below = (long)BigInteger.Max(0, BigInteger.Divide(position.Numerator, position.Denominator));
        Fraction weight = position - new Fraction(below, 1);
        if (weight.Numerator.Sign <= 0 || below >= Count - 1)
            return At(Math.Min(below, Count - 1)).ToDouble();
        Fraction low = At(below);
        return (low + (weight * (At(below + 1) - low))).ToDouble();
    }

    /// <summary>Whether a whole number occurs; when not exact, whether a value in its bucket does.</summary>
    /// <param name="value">The number.</param>
    /// <returns>True when its count is not 0.</returns>
    public bool Contains(long value)
    {
        Fraction sought = IsExact ? Fraction.Of(value, 0) : Fraction.Of(LogBucket.Middle(LogBucket.Of(new DecimalNumber(value, 0))));
        return Enumerable.Range(0, Distinct).Any(i => Position(i).CompareTo(sought) == 0);
    }

    /// <summary>Number of rows with a value below an edge, decided exactly; by the middle of its bucket when not exact.</summary>
    /// <param name="edge">The edge.</param>
    /// <returns>The number.</returns>
    public long CountBelow(DecimalNumber edge)
    {
        Fraction bound = Fraction.Of(edge.Mantissa, edge.Scale);
        long count = 0;
        for (int i = 0; i < Distinct && Position(i).CompareTo(bound) < 0; i++)
        {
            count += _table.Counts[i];
        }

        return count;
    }

    /// <summary>Number of rows with a value above an edge, decided exactly; by the middle of its bucket when not exact.</summary>
    /// <param name="edge">The edge.</param>
    /// <returns>The number.</returns>
    public long CountAbove(DecimalNumber edge)
    {
        Fraction bound = Fraction.Of(edge.Mantissa, edge.Scale);
        long count = 0;
        for (int i = Distinct - 1; i >= 0 && Position(i).CompareTo(bound) > 0; i--)
        {
            count += _table.Counts[i];
        }

        return count;
    }

    /// <summary>Number of rows with a value in [from, to), decided exactly; by the middle of its bucket when not exact.</summary>
    /// <param name="from">The lower edge, which counts.</param>
    /// <param name="to">The upper edge, which does not.</param>
    /// <returns>The number; 0 when <paramref name="to"/> is not above <paramref name="from"/>.</returns>
    public long CountWithin(DecimalNumber from, DecimalNumber to) =>
        Fraction.Of(from.Mantissa, from.Scale).CompareTo(Fraction.Of(to.Mantissa, to.Scale)) < 0 ? CountBelow(to) - CountBelow(from) : 0;

    /// <summary>Counts in equal bins from the smallest to the largest value.</summary>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <param name="edges">Where a value on an edge counts.</param>
    /// <returns>One count a bin; all zero when there is no value, all rows in the first bin when there is only one value.</returns>
    public ImmutableArray<long> BinCounts(int bins, BinEdges edges) => BinCounts(this, bins, edges);

    /// <summary>Counts in equal bins from the smallest to the largest value of other counts: of all rows, where these are some of them.</summary>
    /// <param name="range">The other counts.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <param name="edges">Where a value on an edge counts.</param>
    /// <returns>One count a bin; values outside the range are left out, all when the others have no value.</returns>
    public ImmutableArray<long> BinCounts(ValueCounts range, int bins, BinEdges edges) => Given(range).Undefined
        ? [.. new long[Positive(bins)]]
        : BinCounts(range.Position(0), range.Position(^1), Positive(bins), edges);

    /// <summary>Counts in equal bins of a range; every edge is decided exactly, in integers.</summary>
    /// <param name="min">The lower end, which counts.</param>
    /// <param name="max">The upper end, which counts; at least <paramref name="min"/>.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <param name="edges">Where a value on an inner edge counts.</param>
    /// <returns>One count a bin; values outside the range are left out.</returns>
    public ImmutableArray<long> BinCounts(DecimalNumber min, DecimalNumber max, int bins, BinEdges edges)
    {
        Fraction low = Fraction.Of(min.Mantissa, min.Scale), high = Fraction.Of(max.Mantissa, max.Scale);
        if (low.CompareTo(high) > 0)
            throw new ArgumentException($"The range ends at {max}, below its start {min}.", nameof(max));
        return BinCounts(low, high, Positive(bins), edges);
    }

    /// <summary>Writes the wire form: versioned, little-endian, with a checksum (ADR 0007).</summary>
    /// <returns>The bytes; equal counts give equal bytes.</returns>
    public byte[] ToWire()
    {
        WireWriter writer = ValueCountsWire.Start();
        Write(writer);
        return WireFrame.Seal(writer);
    }

    /// <summary>Reads the wire form.</summary>
    /// <param name="bytes">Bytes from anywhere.</param>
    /// <returns>The counts as they were written.</returns>
    /// <exception cref="WireFormatException">The bytes are damaged, not value counts, or of a newer version.</exception>
    public static ValueCounts FromWire(ReadOnlySpan<byte> bytes)
    {
        WireReader reader = ValueCountsWire.Open(bytes);
        ValueCounts read = Read(ref reader);
        reader.End();
        return read;
    }

    /// <summary>Whether both have the same form and the same counts.</summary>
    /// <param name="other">The other counts.</param>
    /// <returns>True when equal.</returns>
    public bool Equals(ValueCounts? other) => other is not null && IsExact == other.IsExact && _scale == other._scale && _table.SameAs(other._table);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueCounts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsExact, _scale, Distinct, Count);

    /// <summary>The counts of a binary attribute.</summary>
    internal static ValueCounts OfFlags(long zeros, long ones) => new(true, 0, CountTable.Of([0, 1], [zeros, ones]));

    /// <summary>Counts mantissas at a scale; they are reordered.</summary>
    internal static ValueCounts Of(int scale, Span<long> mantissas) => Normalised(scale, CountTable.Of(mantissas));

    /// <summary>Counts by mantissa at a scale, or by bucket.</summary>
    internal static ValueCounts Of(bool exact, int scale, CountTable table) => exact ? Normalised(scale, table) : new ValueCounts(false, 0, table);

    /// <summary>This plus or minus other counts.</summary>
    internal ValueCounts Combine(ValueCounts other, int sign)
    {
        if (other.IsExact && other.Distinct == 0)
            return this;
        if (IsExact && Distinct == 0 && sign > 0)
            return other;
        if (IsExact && other.IsExact)
        {
            int scale = _table.LargestKey == 0 ? other._scale : other._table.LargestKey == 0 ? _scale : Math.Max(_scale, other._scale);
            if (AtScale(scale) is { } left && other.AtScale(scale) is { } right)
                return Normalised(scale, left.Combine(right, sign));
        }

        return new ValueCounts(false, 0, Collapse()._table.Combine(other.Collapse()._table, sign));
    }

    /// <summary>The counts by mantissa at a scale, or at their own where that is finer or the mantissas have no room; or by bucket, at scale 0.</summary>
    internal (int Scale, CountTable Table) AtFinestScale(int scale) =>
        IsExact && scale > _scale && AtScale(scale) is { } finer ? (scale, finer) : (_scale, _table);

    /// <summary>Writes the content of the wire form.</summary>
    internal void Write(WireWriter writer) => ValueCountsWire.Write(writer, IsExact, _scale, _table);

    /// <summary>Reads the content of the wire form.</summary>
    internal static ValueCounts Read(ref WireReader reader)
    {
        (bool exact, int scale, CountTable table) = ValueCountsWire.Read(ref reader);
        try
        {
            var read = new ValueCounts(exact, scale, table);
            return !exact || (Normalised(scale, table) is var normal && normal.Equals(read))
                ? read
                : throw new WireFormatException("The value counts are not at their smallest scale.");
        }
        catch (OverflowException fault)
        {
            throw new WireFormatException("The value counts have more than 2^63 − 1 rows.", fault);
        }
    }

    /// <summary>Brings exact counts to the smallest scale, so equal values have equal keys, or collapses them when there are too many.</summary>
    private static ValueCounts Normalised(int scale, CountTable table)
    {
        int zeros = TrailingZeros(table.Keys);
        if (table.LargestKey == 0)
            scale = 0;
        else if (zeros > 0)
            (scale, table) = (scale - zeros, table.Map(key => key / DecimalScale.Power(zeros)));
        var counts = new ValueCounts(true, scale, table);
        return counts.Distinct > MaxDistinct ? counts.Collapse() : counts;
    }

    /// <summary>Zeros at the end of all keys but 0.</summary>
    private static int TrailingZeros(ReadOnlySpan<long> keys)
    {
        int zeros = DecimalScale.MaxShift;
        foreach (long key in keys)
        {
            while (key % DecimalScale.Power(zeros) != 0)
            {
                zeros--;
            }

            if (zeros == 0)
                break;
        }

        return zeros;
    }

    private static ValueCounts Given(ValueCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other;
    }

    private static int Positive(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return bins;
    }

    /// <summary>The table at a finer scale; null when a mantissa would leave 62 bits.</summary>
    private CountTable? AtScale(int scale)
    {
        int digits = scale - _scale;
        if (digits == 0 || _table.LargestKey == 0)
            return _table;
        if (DecimalScale.FinestScale((ulong)_table.LargestKey, _scale, ColumnBlock.MantissaBound) < scale)
            return null;
        return _table.Map(key => key * DecimalScale.Power(digits));
    }

    private Fraction Position(Index index) =>
        IsExact ? Fraction.Of(_table.Keys[index], _scale) : Fraction.Of(LogBucket.Middle(_table.Keys[index]));

    /// <summary>The value at a place in the sorted rows, 0-based.</summary>
    private Fraction At(long place)
    {
        int i = 0;
        for (; place >= _table.Counts[i]; i++)
        {
            place -= _table.Counts[i];
        }

        return Position(i);
    }

    private ImmutableArray<long> BinCounts(Fraction min, Fraction max, int bins, BinEdges edges)
    {
        var counts = new long[bins];
        Fraction range = max - min;
        for (int i = 0; i < Distinct; i++)
        {
            Fraction value = Position(i);
            if (value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0)
                counts[BinOf(value - min, range, bins, edges)] += _table.Counts[i];
        }

        return [.. counts];
    }

    /// <summary>The bin of a distance from the lower end.</summary>
    private static int BinOf(Fraction distance, Fraction range, int bins, BinEdges edges)
    {
        if (range.Numerator.IsZero)
            return 0;
        var edge = (int)BigInteger.DivRem(
            distance.Numerator * range.Denominator * bins, range.Numerator * distance.Denominator, out BigInteger rest);
        bool inner = edges == BinEdges.Inner && 2L * edge > bins;
        return edge == bins || (rest.IsZero && inner) ? edge - 1 : edge;
    }
}
