using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Four columns of one limb, with deviations below 2^b for b ≤ 23: turned into rows of a panel, and their powers summed, in one pass.</summary>
/// <remarks>
/// The square is split into h·2^b + l with |h| and |l| up to 2^b. Then every product of two of d, h and l is below 2^2b, and a lane may add
/// 2^(53 − 2b) ≥ 2^7 of them. Each of the four lanes belongs to a column.
/// </remarks>
/// <param name="first">The values of the first column.</param>
/// <param name="second">The values of the second column.</param>
/// <param name="third">The values of the third column.</param>
/// <param name="fourth">The values of the fourth column.</param>
internal readonly ref struct NarrowGroup(ReadOnlySpan<long> first, ReadOnlySpan<long> second, ReadOnlySpan<long> third, ReadOnlySpan<long> fourth)
{
    /// <summary>Vectors that hold the sums: Σd, Σdh, Σdl, Σh², Σhl and Σl².</summary>
    public const int Vectors = 6;

    /// <summary>Doubles that describe the columns.</summary>
    public const int Constants = 3 * Columns;

    private const int Columns = PanelPacker.Group;

    private readonly ref readonly long _a = ref MemoryMarshal.GetReference(first), _b = ref MemoryMarshal.GetReference(second);
    private readonly ref readonly long _c = ref MemoryMarshal.GetReference(third), _d = ref MemoryMarshal.GetReference(fourth);

    /// <summary>Writes what <see cref="Pack"/> has to know of a column.</summary>
    /// <param name="constants">Room for those of four columns: what to add to the values, and how to split the squares.</param>
    /// <param name="k">Its place, 0 to 3.</param>
    /// <param name="pivot">What is to be subtracted.</param>
    /// <param name="magnitude">The largest magnitude of a deviation.</param>
    public static unsafe void Describe(double* constants, int k, long pivot, ulong magnitude)
    {
        int bits = BitsOf(magnitude);
        constants[k] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(LimbVectors.Shifter) - pivot);
        constants[Columns + k] = PowerOfTwo(-bits);
        constants[(2 * Columns) + k] = -PowerOfTwo(bits);
    }

    /// <summary>The number of rows over which the sums of deviations up to a magnitude stay exact.</summary>
    public static int ExactRows(ulong magnitude) => 1 << Math.Min(53 - (2 * BitsOf(magnitude)), 16);

    /// <summary>The sums of a column, from those of its lane.</summary>
    public static PowerSums Total(ReadOnlySpan<long> sums, int lane, ulong magnitude)
    {
        int bits = BitsOf(magnitude);
        Int128 cubes = ((Int128)sums[Columns + lane] << bits) + sums[(2 * Columns) + lane];
        Int128 fourths = ((Int128)sums[(3 * Columns) + lane] << (2 * bits)) + ((Int128)sums[(4 * Columns) + lane] << (bits + 1)) + sums[(5 * Columns) + lane];
        return new PowerSums(sums[lane], cubes, fourths);
    }

    /// <summary>Packs rows and adds their powers.</summary>
    /// <param name="constants">See <see cref="Describe"/>.</param>
    /// <param name="rows">Number of rows, a multiple of four.</param>
    /// <param name="target">The first row of the panel, at the first of the columns.</param>
    /// <param name="stride">Doubles from one row of the panel to the next.</param>
    /// <param name="lanes">The sums, four lanes each.</param>
    public unsafe void Pack(double* constants, int rows, double* target, int stride, double* lanes)
    {
        Turn(constants, rows, target, stride);
        AddPowers(constants, rows, target, stride, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Turn(double* constants, int rows, double* target, int stride)
    {
        ref long a = ref Unsafe.AsRef(in _a), b = ref Unsafe.AsRef(in _b), c = ref Unsafe.AsRef(in _c), d = ref Unsafe.AsRef(in _d);
        Vector256<long> bias = Vector256.Load((long*)constants);
        V shifter = Vector256.Create(LimbVectors.Shifter);
        for (nuint row = 0; row < (nuint)rows; row += 4, target += 4 * stride)
        {
            Vector256<long> w = Vector256.LoadUnsafe(ref a, row), x = Vector256.LoadUnsafe(ref b, row);
            Vector256<long> y = Vector256.LoadUnsafe(ref c, row), z = Vector256.LoadUnsafe(ref d, row);
            Vector256<long> evenLow = UnpackLow(w, x), oddLow = UnpackHigh(w, x), evenHigh = UnpackLow(y, z), oddHigh = UnpackHigh(y, z);
            ((Lower(evenLow, evenHigh) + bias).AsDouble() - shifter).Store(target);
            ((Lower(oddLow, oddHigh) + bias).AsDouble() - shifter).Store(target + stride);
            ((Upper(evenLow, evenHigh) + bias).AsDouble() - shifter).Store(target + (2 * stride));
            ((Upper(oddLow, oddHigh) + bias).AsDouble() - shifter).Store(target + (3 * stride));
        }
    }

    /// <summary>Adds the powers of packed rows. It calls nothing, so that all sums stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void AddPowers(double* constants, int rows, double* target, int stride, double* lanes)
    {
        V down = Vector256.Load(constants + Columns), up = Vector256.Load(constants + (2 * Columns)), shifter = Vector256.Create(LimbVectors.Shifter);
        V sum = Vector256.Load(lanes), highCube = Vector256.Load(lanes + 4), lowCube = Vector256.Load(lanes + 8);
        V highHigh = Vector256.Load(lanes + 12), highLow = Vector256.Load(lanes + 16), lowLow = Vector256.Load(lanes + 20);
        for (int row = 0; row < rows; row++, target += stride)
        {
            V value = Vector256.Load(target), square = value * value;
            V high = (square * down) + shifter - shifter, low = Vector256.MultiplyAddEstimate(high, up, square);
            sum += value;
            highCube = Vector256.MultiplyAddEstimate(value, high, highCube);
            lowCube = Vector256.MultiplyAddEstimate(value, low, lowCube);
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

    private static int BitsOf(ulong magnitude) => 64 - BitOperations.LeadingZeroCount(magnitude);

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((1023L + exponent) << 52);

    /// <summary>Elements 0 and 2 of both, in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> UnpackLow(Vector256<long> left, Vector256<long> right) =>
        Avx2.IsSupported ? Avx2.UnpackLow(left, right) : Vector256.Create(left[0], right[0], left[2], right[2]);

    /// <summary>Elements 1 and 3 of both, in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> UnpackHigh(Vector256<long> left, Vector256<long> right) =>
        Avx2.IsSupported ? Avx2.UnpackHigh(left, right) : Vector256.Create(left[1], right[1], left[3], right[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Lower(Vector256<long> left, Vector256<long> right) => Vector256.Create(left.GetLower(), right.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Upper(Vector256<long> left, Vector256<long> right) => Vector256.Create(left.GetUpper(), right.GetUpper());
}
