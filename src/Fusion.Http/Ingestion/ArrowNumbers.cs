using System.Runtime.InteropServices;
using Apache.Arrow;
using Fusion.Statistics;

namespace Fusion.Http.Ingestion;

/// <summary>Arrow's columns of numbers as blocks: integers and decimals by their digits, floating-point numbers as the decimals they stand for.</summary>
internal static class ArrowNumbers
{
    private const long MantissaBound = 1L << 62;

    /// <summary>Whether an array holds numbers, or truth values, which count as 0 and 1.</summary>
    public static bool IsNumber(IArrowArray array) => array
        is Int8Array or Int16Array or Int32Array or Int64Array or UInt8Array or UInt16Array or UInt32Array or UInt64Array
        or FloatArray or DoubleArray or Decimal128Array or BooleanArray;

    /// <summary>Some rows of a column.</summary>
    /// <param name="array">The column; one that <see cref="IsNumber"/>.</param>
    /// <param name="attribute">What it is called.</param>
    /// <param name="rows">Which rows; up to a block's.</param>
    /// <returns>The column; null when a value is none that the attribute takes, or needs more digits than a mantissa has.</returns>
    public static ColumnBlock? Read(IArrowArray array, AttributeInfo attribute, (int First, int Count) rows)
    {
        ulong[] presence = ArrowPresence.Of((Apache.Arrow.Array)array, rows);
        try
        {
            return array switch
            {
                DoubleArray doubles => Read(doubles.Values.Slice(rows.First, rows.Count), presence, values => ColumnBlock.FromDoubles(attribute, values)),
                FloatArray floats => Read(floats.Values.Slice(rows.First, rows.Count), presence, values => ColumnBlock.FromFloats(attribute, values)),
                _ => ReadWhole(array, attribute, rows, presence),
            };
        }
        catch (AttributeRangeException)
        {
            return null;
        }
    }

    /// <summary>Missing values are marked by NaN, whatever stands there.</summary>
    private static ColumnBlock Read<T>(ReadOnlySpan<T> values, ulong[] presence, SpanReader<T> read)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        if (ArrowPresence.IsComplete(presence, values.Length)) return read(values);
        var marked = new T[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            marked[row] = ArrowPresence.IsPresent(presence, row) ? values[row] : T.NaN;
        }

        return read(marked);
    }

    private static ColumnBlock? ReadWhole(IArrowArray array, AttributeInfo attribute, (int First, int Count) rows, ulong[] presence)
    {
        Span<long> mantissas = stackalloc long[RowBlock.Capacity];
        mantissas = mantissas[..rows.Count];
        if (!TryCopy(array, rows, mantissas)) return null;
        int scale = array is Decimal128Array decimals ? decimals.Scale : 0;
        if (!ArrowPresence.IsComplete(presence, rows.Count)) ClearMissing(mantissas, presence);
        if (attribute.Kind == AttributeKind.Binary && (scale != 0 || mantissas.ContainsAnyExceptInRange(0, 1))) return null;
        if (mantissas.ContainsAnyExceptInRange(1 - MantissaBound, MantissaBound - 1)) return null;
        return scale is >= -ColumnBlock.MaxScale and <= ColumnBlock.MaxScale ? new ColumnBlock(attribute, scale, mantissas, presence) : null;
    }

    /// <summary>Under a missing value anything may stand.</summary>
    private static void ClearMissing(Span<long> mantissas, ulong[] presence)
    {
        for (int row = 0; row < mantissas.Length; row++)
        {
            if (!ArrowPresence.IsPresent(presence, row)) mantissas[row] = 0;
        }
    }

    private static bool TryCopy(IArrowArray array, (int First, int Count) rows, Span<long> target)
    {
        switch (array)
        {
            case Int64Array values:
                values.Values.Slice(rows.First, rows.Count).CopyTo(target);
                return true;
            case Int32Array values: return Widen(values.Values.Slice(rows.First, rows.Count), target, value => value);
            case Int16Array values: return Widen(values.Values.Slice(rows.First, rows.Count), target, value => value);
            case Int8Array values: return Widen(values.Values.Slice(rows.First, rows.Count), target, value => value);
            case UInt32Array values: return Widen(values.Values.Slice(rows.First, rows.Count), target, value => value);
            case UInt16Array values: return Widen(values.Values.Slice(rows.First, rows.Count), target, value => value);
            case UInt8Array values: return Widen(values.Values.Slice(rows.First, rows.Count), target, value => value);
            case UInt64Array values: return Widen(values.Values.Slice(rows.First, rows.Count), target, value => value > long.MaxValue ? long.MinValue : (long)value);
            case BooleanArray values:
                for (int row = 0; row < target.Length; row++)
                {
                    target[row] = values.GetValue(rows.First + row) == true ? 1 : 0;
                }

                return true;
            case Decimal128Array values:
                Narrow(MemoryMarshal.Cast<byte, long>(values.ValueBuffer.Span).Slice(2 * (values.Offset + rows.First), 2 * rows.Count), target);
                return true;
            default: return false;
        }
    }

    private static bool Widen<T>(ReadOnlySpan<T> values, Span<long> target, Func<T, long> widen)
    {
        for (int row = 0; row < target.Length; row++)
        {
            target[row] = widen(values[row]);
        }

        return true;
    }

    /// <summary>What is too long becomes a number that is no mantissa.</summary>
    /// <param name="halves">Low and high half of each value in turn.</param>
    /// <param name="target">Takes them.</param>
    private static void Narrow(ReadOnlySpan<long> halves, Span<long> target)
    {
        for (int row = 0; row < target.Length; row++)
        {
            long low = halves[2 * row];
            target[row] = halves[(2 * row) + 1] == low >> 63 ? low : long.MinValue;
        }
    }

    private delegate ColumnBlock SpanReader<T>(ReadOnlySpan<T> values);
}
