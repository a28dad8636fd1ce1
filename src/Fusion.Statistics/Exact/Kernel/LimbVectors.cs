using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Deviations and their limbs, four rows at a time, as whole numbers in double.</summary>
internal static unsafe class LimbVectors
{
    private const int Bits = LimbPanel.LimbBits;

    /// <summary>1.5 · 2^52: added to a whole number below 2^51, its bits minus these are the number.</summary>
    private const double Shifter = 6755399441055744;

    /// <summary>Writes every limb of the deviations of some rows; 0 beyond them up to a multiple of four, and where a value is missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="first">The first row, a multiple of 64.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="target">Room for the rows of the lowest limb.</param>
    /// <param name="stride">Doubles from one limb to the next.</param>
    public static void Load(in PanelColumn column, int first, int count, double* target, int stride)
    {
        ReadOnlySpan<long> values = column.Values.Slice(first, count);
        int whole = count & ~3;
        Split(values[..whole], column, target, stride);
        if (whole < count)
        {
            Span<long> rest = [column.Pivot, column.Pivot, column.Pivot, column.Pivot];
            values[whole..].CopyTo(rest);
            Split(rest, column, target + whole, stride);
        }

        if (column.Source.Count == column.Source.Rows)
            return;
        for (int limb = 0; limb < column.Limbs; limb++)
        {
            column.ClearMissing(first, count, target + (limb * stride));
        }
    }

    /// <summary>The nearest whole number, for magnitudes below 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Round(Vector256<double> value) => (value + Vector256.Create(Shifter)) - Vector256.Create(Shifter);

    private static void Split(ReadOnlySpan<long> values, in PanelColumn column, double* target, int stride)
    {
        switch (column.Limbs)
        {
            case 1:
                LoadWhole(values, column.Pivot, target);
                break;
            case 2:
                SplitInTwo(values, column.Pivot, target, stride);
                break;
            default:
                SplitInThree(values, column.Pivot, target, stride);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadWhole(ReadOnlySpan<long> values, long pivot, double* target)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        Vector256<long> pivots = Vector256.Create(pivot);
        for (nuint row = 0; row < (nuint)values.Length; row += 4)
        {
            ToDouble(Vector256.LoadUnsafe(ref source, row) - pivots).Store(target + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SplitInTwo(ReadOnlySpan<long> values, long pivot, double* target, int stride)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        Vector256<long> pivots = Vector256.Create(pivot);
        for (nuint row = 0; row < (nuint)values.Length; row += 4)
        {
            Vector256<long> deviation = Vector256.LoadUnsafe(ref source, row) - pivots, high = Quotient(deviation);
            ToDouble(deviation - (high << Bits)).Store(target + row);
            ToDouble(high).Store(target + stride + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SplitInThree(ReadOnlySpan<long> values, long pivot, double* target, int stride)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        Vector256<long> pivots = Vector256.Create(pivot);
        for (nuint row = 0; row < (nuint)values.Length; row += 4)
        {
            Vector256<long> deviation = Vector256.LoadUnsafe(ref source, row) - pivots, upper = Quotient(deviation), high = Quotient(upper);
            ToDouble(deviation - (upper << Bits)).Store(target + row);
            ToDouble(upper - (high << Bits)).Store(target + stride + row);
            ToDouble(high).Store(target + (2 * stride) + row);
        }
    }

    /// <summary>A whole number below 2^51 as a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDouble(Vector256<long> small) =>
        (small + Vector256.Create(Shifter).AsInt64()).AsDouble() - Vector256.Create(Shifter);

    /// <summary>d / 2^22, halves rounded up. The shift of a number made non-negative stands in for the arithmetic one that AVX2 lacks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Quotient(Vector256<long> deviation)
    {
        Vector256<long> floor = ((deviation ^ Vector256.Create(long.MinValue)) >>> Bits) - Vector256.Create(1L << (63 - Bits));
        return floor + ((deviation >>> (Bits - 1)) & Vector256<long>.One);
    }
}
