using System.Numerics;
using System.Runtime.Intrinsics;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics;

/// <summary>One numeric column of a block: integers (mantissas) at one decimal scale, and which rows have a value.</summary>
/// <remarks>Immutable and thread-safe. The value of row r is <c>Mantissas[r] · 10^-Scale</c>, with |mantissa| &lt; 2^62.</remarks>
public sealed class ColumnBlock
{
    /// <summary>The largest decimal scale either way. The smallest double needs 340.</summary>
    public const int MaxScale = 400;

    /// <summary>Mantissas are smaller than this in magnitude, so a difference of two fits into 63 bits.</summary>
    internal const long MantissaBound = 1L << 62;

    private readonly ulong[] _presence;
    private readonly ulong[] _ones = [];
    private long[]? _mantissas;

    /// <summary>Creates a column; the spans are copied.</summary>
    /// <param name="attribute">What the column is called and how it is read.</param>
    /// <param name="scale">Decimal places of the mantissas, −<see cref="MaxScale"/> to <see cref="MaxScale"/>; 0 for a binary attribute.</param>
    /// <param name="mantissas">One mantissa a row, 0 where the value is missing; 0 or 1 for a binary attribute.</param>
    /// <param name="presence">Bit r % 64 of word r / 64 is set when row r has a value; one word for each 64 rows begun.</param>
    /// <param name="quantised">Whether values were rounded to this scale.</param>
    /// <exception cref="ArgumentException">An argument breaks one of these rules.</exception>
    public ColumnBlock(AttributeInfo attribute, int scale, ReadOnlySpan<long> mantissas, ReadOnlySpan<ulong> presence, bool quantised = false)
        : this(attribute, scale, mantissas.ToArray(), presence.ToArray(), quantised)
    {
    }

    internal ColumnBlock(AttributeInfo attribute, int scale, long[] mantissas, ulong[] presence, bool quantised)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        Attribute = attribute;
        Scale = scale;
        Quantised = quantised;
        Rows = mantissas.Length;
        _presence = presence;
        Validate();
        (Min, Max) = Range(mantissas);
        if (attribute.Kind == AttributeKind.Binary)
            _ones = Bits(mantissas);
        else
            _mantissas = mantissas;
    }

    /// <summary>Creates a binary column.</summary>
    /// <param name="attribute">What it is called.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="ones">Bit r % 64 of word r / 64 is set when row r is 1; only rows that have a value are.</param>
    /// <param name="presence">See <see cref="Presence"/>.</param>
    internal ColumnBlock(AttributeInfo attribute, int rows, ulong[] ones, ulong[] presence)
    {
        (Attribute, Rows, _ones, _presence) = (attribute, rows, ones, presence);
        Validate();
        int count = 0;
        foreach (ulong word in ones)
        {
            count += BitOperations.PopCount(word);
        }

        (Min, Max) = Count == 0 ? (long.MaxValue, long.MinValue) : (count == Count ? 1 : 0, count == 0 ? 0 : 1);
    }

    /// <summary>What the column is called and how it is read.</summary>
    public AttributeInfo Attribute { get; }

    /// <summary>Decimal places of the mantissas.</summary>
    public int Scale { get; }

    /// <summary>Whether values were rounded to <see cref="Scale"/>.</summary>
    public bool Quantised { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>One mantissa a row, 0 where the value is missing. Those of a binary attribute, kept as bits, are written out on first use.</summary>
    public ReadOnlySpan<long> Mantissas => _mantissas ??= Numbers();

    /// <summary>Bit r % 64 of word r / 64 is set when row r is 1, in a binary column.</summary>
    internal ReadOnlySpan<ulong> Ones => _ones;

    /// <summary>Bit r % 64 of word r / 64 is set when row r has a value; bits beyond the rows are 0.</summary>
    public ReadOnlySpan<ulong> Presence => _presence;

    /// <summary>Number of rows that have a value.</summary>
    internal int Count { get; private set; }

    /// <summary>Smallest mantissa present; <see cref="long.MaxValue"/> when none is.</summary>
    internal long Min { get; }

    /// <summary>Largest mantissa present; <see cref="long.MinValue"/> when none is.</summary>
    internal long Max { get; }

    /// <summary>Reads a column of doubles as the decimal numbers they stand for: 0.1 is 1 at scale 1.</summary>
    /// <param name="attribute">What the column is called and how it is read.</param>
    /// <param name="values">One value a row; NaN is missing.</param>
    /// <returns>
    /// The column at the smallest scale from 0 to 18 at which every value reads back as the same double. Where there is none, or where it would need mantissas of
    /// 2^62 or more, each value becomes the nearest point of the coarsest decimal grid of at most 2^-52 of the largest magnitude, and the column
    /// is marked quantised if a value does not read back from there.
    /// </returns>
    /// <exception cref="AttributeRangeException">A value is infinite, or neither 0 nor 1 in a binary column; names the attribute and the row, 0-based.</exception>
    /// <remarks>Mantissas below 2^50 are made four at a time, others one by one. The result does not depend on the processor.</remarks>
    public static ColumnBlock FromDoubles(AttributeInfo attribute, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        return new FloatingColumn(attribute, values).Build();
    }

    /// <summary>Reads a column of floats as the decimal numbers they stand for: 0.1f is 1 at scale 1.</summary>
    /// <param name="attribute">What the column is called and how it is read.</param>
    /// <param name="values">One value a row; NaN is missing.</param>
    /// <returns>As for doubles, with the smallest scale at which every decimal, read as a double and narrowed, is the same float.</returns>
    /// <exception cref="AttributeRangeException">A value is infinite, or neither 0 nor 1 in a binary column; names the attribute and the row, 0-based.</exception>
    public static ColumnBlock FromFloats(AttributeInfo attribute, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var widened = new double[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            widened[row] = values[row];
        }

        return new FloatingColumn(attribute, widened) { Narrow = true }.Build();
    }

    /// <summary>Whether a row has a value.</summary>
    /// <param name="row">The row, 0-based.</param>
    /// <returns>False when it is missing.</returns>
    public bool IsPresent(int row) => ((_presence[row / 64] >> (row % 64)) & 1) != 0;

    /// <summary>Copies the mantissas of the rows that have a value, in their order.</summary>
    /// <param name="target">Room for all rows.</param>
    internal void CopyPresent(Span<long> target)
    {
        ReadOnlySpan<long> mantissas = Mantissas;
        if (Count == Rows)
        {
            mantissas.CopyTo(target);
            return;
        }

        int next = 0;
        for (int row = 0; row < mantissas.Length; row++)
        {
            target[next] = mantissas[row];
            next += (int)(_presence[row / 64] >> (row % 64)) & 1;
        }
    }

    /// <summary>Copies the mantissas of those among some rows that have a value, in their order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="target">Room for all of them.</param>
    /// <returns>The number of mantissas copied.</returns>
    internal int CopyPresent(ReadOnlySpan<int> rows, Span<long> target)
    {
        ReadOnlySpan<long> mantissas = Mantissas;
        int next = 0;
        foreach (int row in rows)
        {
            target[next] = mantissas[row];
            next += Count == Rows || IsPresent(row) ? 1 : 0;
        }

        return next;
    }

    /// <summary>Finds the rows in which a binary column is 1.</summary>
    /// <param name="target">Room for all rows.</param>
    /// <returns>Their number.</returns>
    internal int CopyRowsOfOnes(Span<int> target)
    {
        int next = 0;
        for (int word = 0; word < _ones.Length; word++)
        {
            for (ulong rest = _ones[word]; rest != 0; rest &= rest - 1)
            {
                target[next++] = (64 * word) + BitOperations.TrailingZeroCount(rest);
            }
        }

        return next;
    }

    private void Validate()
    {
        if (_presence.Length != (Rows + 63) / 64)
            throw new ArgumentException($"Column '{Attribute.Name}' has {Rows} rows and {_presence.Length} presence words.");
        if (Rows % 64 != 0 && _presence[^1] >> (Rows % 64) != 0)
            throw new ArgumentException($"Column '{Attribute.Name}' marks rows present beyond its last.");
        bool binary = Attribute.Kind == AttributeKind.Binary;
        if (Math.Abs((long)Scale) > (binary ? 0 : MaxScale))
            throw new ArgumentException($"Column '{Attribute.Name}' has scale {Scale}; allowed is {(binary ? "0" : $"-{MaxScale} to {MaxScale}")}.");
        foreach (ulong word in _presence)
        {
            Count += BitOperations.PopCount(word);
        }
    }

    /// <summary>Smallest and largest mantissa; whole words of present rows go by vectors.</summary>
    private (long Min, long Max) Range(long[] all)
    {
        var mins = Vector256.Create(long.MaxValue);
        var maxs = Vector256.Create(long.MinValue);
        long min = long.MaxValue, max = long.MinValue;
        for (int word = 0; word < _presence.Length; word++)
        {
            ReadOnlySpan<long> mantissas = all.AsSpan(64 * word, Math.Min(64, Rows - (64 * word)));
            if (_presence[word] == ulong.MaxValue)
            {
                for (int i = 0; i < mantissas.Length; i += Vector256<long>.Count)
                {
                    Vector256<long> values = Vector256.Create(mantissas[i..]);
                    (mins, maxs) = (Vector256.Min(mins, values), Vector256.Max(maxs, values));
                }

                continue;
            }

            for (int i = 0; i < mantissas.Length; i++)
            {
                bool present = ((_presence[word] >> i) & 1) != 0;
                if (!present && mantissas[i] != 0)
                    throw new ArgumentException($"Column '{Attribute.Name}' has a value in row {(64 * word) + i}, which is marked missing.");
                (min, max) = present ? (Math.Min(min, mantissas[i]), Math.Max(max, mantissas[i])) : (min, max);
            }
        }

        for (int lane = 0; lane < Vector256<long>.Count; lane++)
        {
            (min, max) = (Math.Min(min, mins[lane]), Math.Max(max, maxs[lane]));
        }

        bool binary = Attribute.Kind == AttributeKind.Binary;
        if (Count > 0 && (min < (binary ? 0 : 1 - MantissaBound) || max > (binary ? 1 : MantissaBound - 1)))
            throw new ArgumentException($"Column '{Attribute.Name}' has mantissas outside {(binary ? "0 and 1" : "±(2^62 − 1)")}.");
        return (min, max);
    }

    private static ulong[] Bits(long[] numbers)
    {
        var bits = new ulong[(numbers.Length + 63) / 64];
        for (int row = 0; row < numbers.Length; row++)
        {
            bits[row / 64] |= (ulong)numbers[row] << (row % 64);
        }

        return bits;
    }

    private long[] Numbers()
    {
        var numbers = new long[Rows];
        for (int row = 0; row < numbers.Length; row++)
        {
            numbers[row] = (long)(_ones[row / 64] >> (row % 64)) & 1;
        }

        return numbers;
    }
}
