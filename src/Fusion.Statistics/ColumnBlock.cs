using System.Numerics;
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

    private readonly long[] _mantissas;
    private readonly ulong[] _presence;

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
        _mantissas = mantissas;
        _presence = presence;
        Validate();
        (Min, Max) = Range();
    }

    /// <summary>What the column is called and how it is read.</summary>
    public AttributeInfo Attribute { get; }

    /// <summary>Decimal places of the mantissas.</summary>
    public int Scale { get; }

    /// <summary>Whether values were rounded to <see cref="Scale"/>.</summary>
    public bool Quantised { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => _mantissas.Length;

    /// <summary>One mantissa a row, 0 where the value is missing.</summary>
    public ReadOnlySpan<long> Mantissas => _mantissas;

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
        if (Count == Rows)
        {
            _mantissas.CopyTo(target);
            return;
        }

        int next = 0;
        for (int row = 0; row < _mantissas.Length; row++)
        {
            target[next] = _mantissas[row];
            next += (int)(_presence[row / 64] >> (row % 64)) & 1;
        }
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

    private (long Min, long Max) Range()
    {
        long min = long.MaxValue, max = long.MinValue;
        for (int row = 0; row < _mantissas.Length; row++)
        {
            long mantissa = _mantissas[row];
            if (IsPresent(row))
            {
                min = Math.Min(min, mantissa);
                max = Math.Max(max, mantissa);
            }
            else if (mantissa != 0)
            {
                throw new ArgumentException($"Column '{Attribute.Name}' has a value in row {row}, which is marked missing.");
            }
        }

        bool binary = Attribute.Kind == AttributeKind.Binary;
        if (Count > 0 && (min < (binary ? 0 : 1 - MantissaBound) || max > (binary ? 1 : MantissaBound - 1)))
            throw new ArgumentException($"Column '{Attribute.Name}' has mantissas outside {(binary ? "0 and 1" : "±(2^62 − 1)")}.");
        return (min, max);
    }
}
