using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Power sums of deviations of one limb, below 2^b with b ≤ 23.</summary>
/// <remarks>
/// The square is split into h·2^b + l with |h| and |l| up to 2^b. Then every product of two of d, h and l is below 2^2b, and a lane may add
/// 2^(53 − 2b) ≥ 2^7 of them: all rows of a block for b ≤ 22, half of them for b = 23.
/// </remarks>
internal static unsafe class NarrowPowers
{
    /// <summary>Rows after which the lanes are emptied; each has added a quarter of them.</summary>
    private const int RowsPerLaneSum = 4 * 128;

    private const int Sums = 6;

    /// <summary>Adds up a column.</summary>
    public static PowerSums Of(in PanelColumn column)
    {
        int bits = 64 - BitOperations.LeadingZeroCount(column.Magnitude);
        ReadOnlySpan<long> values = column.Values;
        long* sums = stackalloc long[Sums];
        int whole = values.Length & ~3;
        for (int first = 0; first < whole; first += RowsPerLaneSum)
        {
            Add(values[first..Math.Min(first + RowsPerLaneSum, whole)], column.Pivot, bits, sums);
        }

        if (whole < values.Length)
        {
            Span<long> rest = [column.Pivot, column.Pivot, column.Pivot, column.Pivot];
            values[whole..].CopyTo(rest);
            Add(rest, column.Pivot, bits, sums);
        }

        Int128 cubes = ((Int128)sums[1] << bits) + sums[2];
        Int128 fourths = ((Int128)sums[3] << (2 * bits)) + ((Int128)sums[4] << (bits + 1)) + sums[5];
        return new PowerSums(sums[0], cubes, fourths);
    }

    private static void Add(ReadOnlySpan<long> values, long pivot, int bits, long* sums)
    {
        double* lanes = stackalloc double[4 * Sums];
        AddLanes(values, pivot, (Math.ScaleB(1, -bits), -Math.ScaleB(1, bits)), lanes);
        for (int lane = 0; lane < 4 * Sums; lane++)
        {
            sums[lane / 4] += double.ConvertToIntegerNative<long>(lanes[lane]);
        }
    }

    /// <summary>Writes the lanes of Σd, Σdh, Σdl, Σh², Σhl and Σl². It calls nothing, so that all of them stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLanes(ReadOnlySpan<long> values, long pivot, (double Down, double Up) split, double* lanes)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        Vector256<long> pivots = Vector256.Create(pivot);
        Vector256<double> down = Vector256.Create(split.Down), up = Vector256.Create(split.Up);
        Vector256<double> sum = default, highCube = default, lowCube = default, highHigh = default, highLow = default, lowLow = default;
        for (nuint row = 0; row < (nuint)values.Length; row += 4)
        {
            Vector256<double> d = LimbVectors.ToDouble(Vector256.LoadUnsafe(ref source, row) - pivots);
            Vector256<double> square = d * d;
            Vector256<double> high = LimbVectors.Round(square * down);
            Vector256<double> low = Vector256.MultiplyAddEstimate(high, up, square);
            sum += d;
            highCube = Vector256.MultiplyAddEstimate(d, high, highCube);
            lowCube = Vector256.MultiplyAddEstimate(d, low, lowCube);
            highHigh = Vector256.MultiplyAddEstimate(high, high, highHigh);
            highLow = Vector256.MultiplyAddEstimate(high, low, highLow);
            lowLow = Vector256.MultiplyAddEstimate(low, low, lowLow);
        }

        sum.Store(lanes);
        highCube.Store(lanes + 4);
        lowCube.Store(lanes + 8);
        highHigh.Store(lanes + 12);
        highLow.Store(lanes + 16);
        lowLow.Store(lanes + 20);
    }
}
