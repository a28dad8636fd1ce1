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

    /// <summary>The part of a column that a panel holds, over some rows; 0 beyond them up to a multiple of four.</summary>
    /// <param name="column">The column.</param>
    /// <param name="panel">Which limb, or the sum of which limbs.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="target">Room for the rows.</param>
    public static void Load(in PanelColumn column, LimbPanel panel, int first, int count, double* target)
    {
        ReadOnlySpan<long> values = column.Values.Slice(first, count);
        int whole = count & ~3;
        Load(values[..whole], column, panel, target);
        if (whole == count)
            return;
        Span<long> rest = [column.Pivot, column.Pivot, column.Pivot, column.Pivot];
        values[whole..].CopyTo(rest);
        Load(rest, column, panel, target + whole);
    }

    /// <summary>A whole number below 2^51 as a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ToDouble(Vector256<long> small) =>
        (small + Vector256.Create(Shifter).AsInt64()).AsDouble() - Vector256.Create(Shifter);

    /// <summary>The nearest whole number, for magnitudes below 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Round(Vector256<double> value) => (value + Vector256.Create(Shifter)) - Vector256.Create(Shifter);

    private static void Load(ReadOnlySpan<long> values, in PanelColumn column, LimbPanel panel, double* target)
    {
        switch (column.Limbs)
        {
            case 1 when panel.Low == 0:
                LoadWhole(values, column.Pivot, target);
                break;
            case 1:
                new Span<double>(target, values.Length).Clear();
                break;
            case 2:
                LoadOfTwo(values, column.Pivot, panel, target);
                break;
            default:
                LoadOfThree(values, column.Pivot, panel, target);
                break;
        }
    }

    private static void LoadWhole(ReadOnlySpan<long> values, long pivot, double* target)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        Vector256<long> pivots = Vector256.Create(pivot);
        for (nuint row = 0; row < (nuint)values.Length; row += 4)
        {
            ToDouble(Vector256.LoadUnsafe(ref source, row) - pivots).Store(target + row);
        }
    }

    private static void LoadOfTwo(ReadOnlySpan<long> values, long pivot, LimbPanel panel, double* target)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        Vector256<long> pivots = Vector256.Create(pivot), wantsLow = Mask(panel, 0), wantsHigh = Mask(panel, 1);
        for (nuint row = 0; row < (nuint)values.Length; row += 4)
        {
            Vector256<long> deviation = Vector256.LoadUnsafe(ref source, row) - pivots, high = Quotient(deviation);
            ToDouble(((deviation - (high << Bits)) & wantsLow) + (high & wantsHigh)).Store(target + row);
        }
    }

    private static void LoadOfThree(ReadOnlySpan<long> values, long pivot, LimbPanel panel, double* target)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        Vector256<long> pivots = Vector256.Create(pivot), wantsLow = Mask(panel, 0), wantsMiddle = Mask(panel, 1), wantsHigh = Mask(panel, 2);
        for (nuint row = 0; row < (nuint)values.Length; row += 4)
        {
            Vector256<long> deviation = Vector256.LoadUnsafe(ref source, row) - pivots, upper = Quotient(deviation), high = Quotient(upper);
            Vector256<long> low = (deviation - (upper << Bits)) & wantsLow, middle = (upper - (high << Bits)) & wantsMiddle;
            ToDouble(low + middle + (high & wantsHigh)).Store(target + row);
        }
    }

    private static Vector256<long> Mask(LimbPanel panel, int limb) =>
        panel.Low == limb || panel.High == limb ? Vector256<long>.AllBitsSet : Vector256<long>.Zero;

    /// <summary>d / 2^22, halves rounded up. The shift of a number made non-negative stands in for the arithmetic one that AVX2 lacks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Quotient(Vector256<long> deviation)
    {
        Vector256<long> floor = ((deviation ^ Vector256.Create(long.MinValue)) >>> Bits) - Vector256.Create(1L << (63 - Bits));
        return floor + ((deviation >>> (Bits - 1)) & Vector256<long>.One);
    }
}
