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
internal static class NarrowPowers
{
    /// <summary>Rows after which the lanes are emptied; each has added a quarter of them.</summary>
    private const int RowsPerLaneSum = 4 * 128;

    /// <summary>Adds up a column.</summary>
    public static PowerSums Of(in PanelColumn column)
    {
        int bits = 64 - BitOperations.LeadingZeroCount(column.Magnitude);
        ReadOnlySpan<long> values = column.Values;
        var sums = default(Parts);
        int whole = values.Length & ~3;
        for (int first = 0; first < whole; first += RowsPerLaneSum)
        {
            Add(values[first..Math.Min(first + RowsPerLaneSum, whole)], column.Pivot, bits, ref sums);
        }

        Span<long> rest = [column.Pivot, column.Pivot, column.Pivot, column.Pivot];
        values[whole..].CopyTo(rest);
        Add(rest, column.Pivot, bits, ref sums);

        return new PowerSums(
            sums.Sum,
            ((Int128)sums.HighCube << bits) + sums.LowCube,
            ((Int128)sums.HighHigh << (2 * bits)) + ((Int128)sums.HighLow << (bits + 1)) + sums.LowLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<long> values, long pivot, int bits, ref Parts sums)
    {
        ref long source = ref MemoryMarshal.GetReference(values);
        Vector256<long> pivots = Vector256.Create(pivot);
        Vector256<double> down = Vector256.Create(Math.ScaleB(1, -bits)), up = Vector256.Create(-Math.ScaleB(1, bits));
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

        sums.Sum += Total(sum);
        sums.HighCube += Total(highCube);
        sums.LowCube += Total(lowCube);
        sums.HighHigh += Total(highHigh);
        sums.HighLow += Total(highLow);
        sums.LowLow += Total(lowLow);
    }

    private static long Total(Vector256<double> lanes) => (long)lanes[0] + (long)lanes[1] + (long)lanes[2] + (long)lanes[3];

    private struct Parts
    {
        public long Sum, HighCube, LowCube, HighHigh, HighLow, LowLow;
    }
}
