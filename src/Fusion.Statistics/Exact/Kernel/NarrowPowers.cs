using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Power sums of deviations of one limb, below 2^b with b ≤ 23.</summary>
/// <remarks>
/// The square is split into h·2^b + l with |h| and |l| up to 2^b. Then every product of two of d, h and l is below 2^2b, and a lane may add
/// 2^(53 − 2b) ≥ 2^7 of them.
/// </remarks>
internal static unsafe class NarrowPowers
{
    /// <summary>Vectors that hold the sums of a column: Σd, Σdh, Σdl, Σh², Σhl and Σl².</summary>
    public const int Vectors = 6;

    private const int Lanes = 4;

    /// <summary>Bits of a magnitude.</summary>
    public static int BitsOf(ulong magnitude) => 64 - BitOperations.LeadingZeroCount(magnitude);

    /// <summary>The number of rows over which the sums of deviations up to a magnitude stay exact.</summary>
    public static int ExactRows(ulong magnitude) => (int)Math.Min(Lanes << Math.Min(53 - (2 * BitsOf(magnitude)), 20), RowBlock.Capacity);

    /// <summary>Adds deviations to the lanes. It calls nothing, so that all sums stay in registers.</summary>
    /// <param name="deviations">The deviations.</param>
    /// <param name="rows">Their number, a multiple of four.</param>
    /// <param name="bits">Bits of the largest.</param>
    /// <param name="lanes">The sums, four lanes each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(double* deviations, int rows, int bits, double* lanes)
    {
        Vector256<double> down = Vector256.Create(BitConverter.Int64BitsToDouble((1023L - bits) << 52));
        Vector256<double> up = Vector256.Create(-BitConverter.Int64BitsToDouble((1023L + bits) << 52));
        Vector256<double> sum = Vector256.Load(lanes), highCube = Vector256.Load(lanes + 4), lowCube = Vector256.Load(lanes + 8);
        Vector256<double> highHigh = Vector256.Load(lanes + 12), highLow = Vector256.Load(lanes + 16), lowLow = Vector256.Load(lanes + 20);
        for (double* end = deviations + rows; deviations < end; deviations += 4)
        {
            Vector256<double> d = Vector256.Load(deviations);
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

    /// <summary>The sums that the lanes stand for.</summary>
    public static PowerSums Total(ReadOnlySpan<long> sums, int bits)
    {
        Int128 cubes = ((Int128)sums[1] << bits) + sums[2];
        Int128 fourths = ((Int128)sums[3] << (2 * bits)) + ((Int128)sums[4] << (bits + 1)) + sums[5];
        return new PowerSums(sums[0], cubes, fourths);
    }
}
