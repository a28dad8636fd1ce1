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
        ref long source = ref MemoryMarshal.GetReference(values);
        var pivot = Vector256.Create(column.Pivot);
        int whole = count & ~3;
        for (int row = 0; row < whole; row += 4)
        {
            Part(Vector256.LoadUnsafe(ref source, (nuint)row) - pivot, column.Limbs, panel).Store(target + row);
        }

        if (whole == count)
            return;
        Vector256<long> rest = Vector256.Create(column.Pivot);
        for (int row = whole; row < count; row++)
        {
            rest = rest.WithElement(row - whole, values[row]);
        }

        Part(rest - pivot, column.Limbs, panel).Store(target + whole);
    }

    /// <summary>A whole number below 2^51 as a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ToDouble(Vector256<long> small) =>
        (small + Vector256.Create(Shifter).AsInt64()).AsDouble() - Vector256.Create(Shifter);

    /// <summary>The nearest whole number, for magnitudes below 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Round(Vector256<double> value) => (value + Vector256.Create(Shifter)) - Vector256.Create(Shifter);

    /// <summary>A limb of a deviation: balanced, but the whole deviation when it has one limb only, and 0 when it has not that many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Limb(Vector256<long> deviation, int limbs, int index)
    {
        if (limbs == 1 || index >= limbs)
            return index == 0 ? deviation : Vector256<long>.Zero;
        for (int i = 0; i < index; i++)
        {
            deviation = Quotient(deviation);
        }

        return index == limbs - 1 ? deviation : deviation - (Quotient(deviation) << Bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Part(Vector256<long> deviation, int limbs, LimbPanel panel)
    {
        Vector256<long> low = Limb(deviation, limbs, panel.Low);
        return ToDouble(panel.IsSingle ? low : low + Limb(deviation, limbs, panel.High));
    }

    /// <summary>d / 2^22, halves rounded up. The shift of a number made non-negative stands in for the arithmetic one that AVX2 lacks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Quotient(Vector256<long> deviation)
    {
        Vector256<long> floor = ((deviation ^ Vector256.Create(long.MinValue)) >>> Bits) - Vector256.Create(1L << (63 - Bits));
        return floor + ((deviation >>> (Bits - 1)) & Vector256<long>.One);
    }
}
