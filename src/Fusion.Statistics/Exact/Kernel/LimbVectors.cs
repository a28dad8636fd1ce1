using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Deviations and their limbs, four rows at a time, as whole numbers in double.</summary>
internal static unsafe class LimbVectors
{
    /// <summary>1.5 · 2^52: added to a whole number below 2^51, its bits minus these are the number.</summary>
    public const double Shifter = 6755399441055744;

    private const int Bits = LimbPanel.LimbBits;

    /// <summary>Writes every limb of the deviations of some rows.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">Its values in these rows.</param>
    /// <param name="rows">The number of rows, a multiple of four.</param>
    /// <param name="target">Room for the rows of the lowest limb.</param>
    /// <param name="stride">Doubles from one limb to the next.</param>
    public static void Split(in PanelColumn column, ReadOnlySpan<long> values, int rows, double* target, int stride)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        switch (column.Limbs)
        {
            case 1:
                LoadWhole(ref source, rows, column.Pivot, target);
                break;
            case 2:
                SplitInTwo(ref source, rows, column.Pivot, target, stride);
                break;
            default:
                SplitInThree(ref source, rows, column.Pivot, target, stride);
                break;
        }
    }

    /// <summary>The nearest whole number, for magnitudes below 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Round(Vector256<double> value) => (value + Vector256.Create(Shifter)) - Vector256.Create(Shifter);

    private static void LoadWhole(ref long source, int rows, long pivot, double* target)
    {
        Vector256<long> pivots = Vector256.Create(pivot);
        for (nuint row = 0; row < (nuint)rows; row += 4)
        {
            ToDouble(Vector256.LoadUnsafe(ref source, row) - pivots).Store(target + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SplitInTwo(ref long source, int rows, long pivot, double* target, int stride)
    {
        Vector256<long> pivots = Vector256.Create(pivot);
        for (nuint row = 0; row < (nuint)rows; row += 4)
        {
            Vector256<long> deviation = Vector256.LoadUnsafe(ref source, row) - pivots, high = Quotient(deviation);
            ToDouble(deviation - (high << Bits)).Store(target + row);
            ToDouble(high).Store(target + stride + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SplitInThree(ref long source, int rows, long pivot, double* target, int stride)
    {
        Vector256<long> pivots = Vector256.Create(pivot);
        for (nuint row = 0; row < (nuint)rows; row += 4)
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
