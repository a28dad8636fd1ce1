using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Power sums of deviations of two or three limbs.</summary>
/// <remarks>
/// d² is brought into balanced limbs too: twice as many, the last one short. Products are summed by weight, the sum of the numbers of their limbs. A
/// product of two limbs is at most 2^42, at most six of a row have the same weight, and a lane adds a quarter of <see cref="ExactRows"/>: all
/// stays below 2^53. So do the sums of a deviation of one limb, up to 2^23, which stands beside wider ones as their lowest limb alone. Each pass
/// keeps its sums in registers.
/// </remarks>
internal static unsafe class WidePowers
{
    /// <summary>Vectors that hold the sums of a column: of limbs, of products with limbs of d², and of products of limbs of d², by weight.</summary>
    public const int Vectors = MaxLimbs + CubeWeights + FourthWeights;

    /// <summary>The number of rows over which the sums stay exact.</summary>
    public const int ExactRows = 1024;

    /// <summary>Doubles of working memory.</summary>
    public const int ScratchLength = 2 * MaxLimbs * Rows;

    private const int MaxLimbs = RunLayout.MaxLimbs;
    private const int CubeWeights = (3 * MaxLimbs) - 1;
    private const int FourthWeights = (4 * MaxLimbs) - 1;
    private const int Rows = PanelPacker.ChunkRows;
    private const int Cubes = 4 * MaxLimbs;
    private const int Fourths = Cubes + (4 * CubeWeights);
    private const double Base = 1 << LimbPanel.LimbBits;

    /// <summary>Adds rows of two limbs to the lanes.</summary>
    /// <param name="low">The lower limbs.</param>
    /// <param name="high">The higher limbs.</param>
    /// <param name="rows">The number of rows, a multiple of four.</param>
    /// <param name="squares">Working memory.</param>
    /// <param name="lanes">The sums, four lanes each.</param>
    public static void AddTwo(double* low, double* high, int rows, double* squares, double* lanes)
    {
        SquareTwo(low, high, rows, squares, lanes);
        AddFourthsOfTwo(squares, rows, lanes + Fourths);
    }

    /// <summary>Adds rows of three limbs to the lanes.</summary>
    /// <param name="limbs">The lowest limbs.</param>
    /// <param name="stride">Doubles from one limb to the next.</param>
    /// <param name="rows">The number of rows, a multiple of four.</param>
    /// <param name="squares">Working memory.</param>
    /// <param name="lanes">The sums, four lanes each.</param>
    public static void AddThree(double* limbs, int stride, int rows, double* squares, double* lanes)
    {
        SquareThree(limbs, stride, rows, squares, lanes);
        AddCubesOfThree(limbs, stride, rows, squares, lanes + Cubes);
        AddFourthsOfThree(squares, rows, lanes + Fourths);
    }

    /// <summary>The sums that the lanes stand for.</summary>
    public static PowerSums Total(ReadOnlySpan<long> sums)
    {
        const int Bits = LimbPanel.LimbBits;
        Int128 sum = sums[0] + ((Int128)sums[1] << Bits) + ((Int128)sums[2] << (2 * Bits));
        return new PowerSums(sum, Weighted(sums.Slice(MaxLimbs, CubeWeights)), Weighted(sums.Slice(MaxLimbs + CubeWeights, FourthWeights)));
    }

    /// <summary>Σ sums[w] · 2^22w, by Horner's rule.</summary>
    private static Int320 Weighted(ReadOnlySpan<long> sums)
    {
        Int320 total = 0;
        for (int weight = sums.Length - 1; weight >= 0; weight--)
        {
            Limbs.ShiftAdd(total, LimbPanel.LimbBits, sums[weight]);
        }

        return total;
    }

    /// <summary>Writes the four limbs of d², and sums d and d³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquareTwo(double* low, double* high, int rows, double* squares, double* lanes)
    {
        V sumX = Load(lanes, 0), sumY = Load(lanes, 1);
        double* cubes = lanes + Cubes;
        V c0 = Load(cubes, 0), c1 = Load(cubes, 1), c2 = Load(cubes, 2), c3 = Load(cubes, 3), c4 = Load(cubes, 4);
        for (int row = 0; row < rows; row += 4)
        {
            V x = Vector256.Load(low + row), y = Vector256.Load(high + row);
            sumX += x;
            sumY += y;
            V carry = Carry(x * x, out V s);
            s.Store(squares + row);
            c0 = Vector256.MultiplyAddEstimate(x, s, c0);
            c1 = Vector256.MultiplyAddEstimate(y, s, c1);
            carry = Carry(Vector256.MultiplyAddEstimate(x + x, y, carry), out s);
            s.Store(squares + Rows + row);
            c1 = Vector256.MultiplyAddEstimate(x, s, c1);
            c2 = Vector256.MultiplyAddEstimate(y, s, c2);
            carry = Carry(Vector256.MultiplyAddEstimate(y, y, carry), out s);
            s.Store(squares + (2 * Rows) + row);
            c2 = Vector256.MultiplyAddEstimate(x, s, c2);
            c3 = Vector256.MultiplyAddEstimate(y, s, c3);
            carry.Store(squares + (3 * Rows) + row);
            c3 = Vector256.MultiplyAddEstimate(x, carry, c3);
            c4 = Vector256.MultiplyAddEstimate(y, carry, c4);
        }

        Store(lanes, 0, sumX);
        Store(lanes, 1, sumY);
        Store(cubes, 0, c0);
        Store(cubes, 1, c1);
        Store(cubes, 2, c2);
        Store(cubes, 3, c3);
        Store(cubes, 4, c4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFourthsOfTwo(double* squares, int rows, double* lanes)
    {
        V f0 = Load(lanes, 0), f1 = Load(lanes, 1), f2 = Load(lanes, 2), f3 = Load(lanes, 3), f4 = Load(lanes, 4), f5 = Load(lanes, 5), f6 = Load(lanes, 6);
        for (double* end = squares + rows; squares < end; squares += 4)
        {
            V a = Vector256.Load(squares), b = Vector256.Load(squares + Rows);
            V c = Vector256.Load(squares + (2 * Rows)), d = Vector256.Load(squares + (3 * Rows));
            f0 = Vector256.MultiplyAddEstimate(a, a, f0);
            f2 = Vector256.MultiplyAddEstimate(b, b, f2);
            f4 = Vector256.MultiplyAddEstimate(c, c, f4);
            f6 = Vector256.MultiplyAddEstimate(d, d, f6);
            a += a;
            f1 = Vector256.MultiplyAddEstimate(a, b, f1);
            f2 = Vector256.MultiplyAddEstimate(a, c, f2);
            f3 = Vector256.MultiplyAddEstimate(a, d, f3);
            d += d;
            f4 = Vector256.MultiplyAddEstimate(b, d, f4);
            f5 = Vector256.MultiplyAddEstimate(c, d, f5);
            f3 = Vector256.MultiplyAddEstimate(b + b, c, f3);
        }

        Store(lanes, 0, f0);
        Store(lanes, 1, f1);
        Store(lanes, 2, f2);
        Store(lanes, 3, f3);
        Store(lanes, 4, f4);
        Store(lanes, 5, f5);
        Store(lanes, 6, f6);
    }

    /// <summary>Writes the six limbs of d², and sums d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquareThree(double* limbs, int stride, int rows, double* squares, double* lanes)
    {
        V sumX = Load(lanes, 0), sumY = Load(lanes, 1), sumZ = Load(lanes, 2);
        for (int row = 0; row < rows; row += 4)
        {
            V x = Vector256.Load(limbs + row), y = Vector256.Load(limbs + stride + row), z = Vector256.Load(limbs + (2 * stride) + row), twice = x + x;
            double* target = squares + row;
            sumX += x;
            sumY += y;
            sumZ += z;
            V carry = Carry(x * x, out V s);
            s.Store(target);
            carry = Carry(Vector256.MultiplyAddEstimate(twice, y, carry), out s);
            s.Store(target + Rows);
            carry = Carry(Vector256.MultiplyAddEstimate(twice, z, Vector256.MultiplyAddEstimate(y, y, carry)), out s);
            s.Store(target + (2 * Rows));
            carry = Carry(Vector256.MultiplyAddEstimate(y + y, z, carry), out s);
            s.Store(target + (3 * Rows));
            carry = Carry(Vector256.MultiplyAddEstimate(z, z, carry), out s);
            s.Store(target + (4 * Rows));
            carry.Store(target + (5 * Rows));
        }

        Store(lanes, 0, sumX);
        Store(lanes, 1, sumY);
        Store(lanes, 2, sumZ);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddCubesOfThree(double* limbs, int stride, int rows, double* squares, double* lanes)
    {
        V c0 = Load(lanes, 0), c1 = Load(lanes, 1), c2 = Load(lanes, 2), c3 = Load(lanes, 3);
        V c4 = Load(lanes, 4), c5 = Load(lanes, 5), c6 = Load(lanes, 6), c7 = Load(lanes, 7);
        for (int row = 0; row < rows; row += 4)
        {
            V x = Vector256.Load(limbs + row), y = Vector256.Load(limbs + stride + row), z = Vector256.Load(limbs + (2 * stride) + row);
            V a = Vector256.Load(squares + row), b = Vector256.Load(squares + Rows + row);
            c0 = Vector256.MultiplyAddEstimate(x, a, c0);
            c1 = Vector256.MultiplyAddEstimate(y, a, c1);
            c2 = Vector256.MultiplyAddEstimate(z, a, c2);
            c3 = Vector256.MultiplyAddEstimate(z, b, c3);
            c1 = Vector256.MultiplyAddEstimate(x, b, c1);
            c2 = Vector256.MultiplyAddEstimate(y, b, c2);
            a = Vector256.Load(squares + (2 * Rows) + row);
            b = Vector256.Load(squares + (3 * Rows) + row);
            c4 = Vector256.MultiplyAddEstimate(z, a, c4);
            c5 = Vector256.MultiplyAddEstimate(z, b, c5);
            c3 = Vector256.MultiplyAddEstimate(y, a, c3);
            c2 = Vector256.MultiplyAddEstimate(x, a, c2);
            c4 = Vector256.MultiplyAddEstimate(y, b, c4);
            c3 = Vector256.MultiplyAddEstimate(x, b, c3);
            a = Vector256.Load(squares + (4 * Rows) + row);
            b = Vector256.Load(squares + (5 * Rows) + row);
            c6 = Vector256.MultiplyAddEstimate(z, a, c6);
            c7 = Vector256.MultiplyAddEstimate(z, b, c7);
            c5 = Vector256.MultiplyAddEstimate(y, a, c5);
            c4 = Vector256.MultiplyAddEstimate(x, a, c4);
            c6 = Vector256.MultiplyAddEstimate(y, b, c6);
            c5 = Vector256.MultiplyAddEstimate(x, b, c5);
        }

        Store(lanes, 0, c0);
        Store(lanes, 1, c1);
        Store(lanes, 2, c2);
        Store(lanes, 3, c3);
        Store(lanes, 4, c4);
        Store(lanes, 5, c5);
        Store(lanes, 6, c6);
        Store(lanes, 7, c7);
    }

    /// <summary>In two passes, of six and five sums.</summary>
    private static void AddFourthsOfThree(double* squares, int rows, double* lanes)
    {
        AddLowFourthsOfThree(squares, rows, lanes);
        AddHighFourthsOfThree(squares, rows, lanes + (4 * 6));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLowFourthsOfThree(double* squares, int rows, double* lanes)
    {
        V f0 = Load(lanes, 0), f1 = Load(lanes, 1), f2 = Load(lanes, 2), f3 = Load(lanes, 3), f4 = Load(lanes, 4), f5 = Load(lanes, 5);
        for (double* end = squares + rows; squares < end; squares += 4)
        {
            V a = Vector256.Load(squares), b = Vector256.Load(squares + Rows);
            V c = Vector256.Load(squares + (2 * Rows)), d = Vector256.Load(squares + (3 * Rows));
            f0 = Vector256.MultiplyAddEstimate(a, a, f0);
            f2 = Vector256.MultiplyAddEstimate(b, b, f2);
            f4 = Vector256.MultiplyAddEstimate(c, c, f4);
            a += a;
            f1 = Vector256.MultiplyAddEstimate(a, b, f1);
            f2 = Vector256.MultiplyAddEstimate(a, c, f2);
            f3 = Vector256.MultiplyAddEstimate(a, d, f3);
            f4 = Vector256.MultiplyAddEstimate(a, Vector256.Load(squares + (4 * Rows)), f4);
            f5 = Vector256.MultiplyAddEstimate(a, Vector256.Load(squares + (5 * Rows)), f5);
            b += b;
            f3 = Vector256.MultiplyAddEstimate(b, c, f3);
            f4 = Vector256.MultiplyAddEstimate(b, d, f4);
            f5 = Vector256.MultiplyAddEstimate(b, Vector256.Load(squares + (4 * Rows)), f5);
            f5 = Vector256.MultiplyAddEstimate(c + c, d, f5);
        }

        Store(lanes, 0, f0);
        Store(lanes, 1, f1);
        Store(lanes, 2, f2);
        Store(lanes, 3, f3);
        Store(lanes, 4, f4);
        Store(lanes, 5, f5);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddHighFourthsOfThree(double* squares, int rows, double* lanes)
    {
        V f6 = Load(lanes, 0), f7 = Load(lanes, 1), f8 = Load(lanes, 2), f9 = Load(lanes, 3), f10 = Load(lanes, 4);
        for (double* end = squares + rows; squares < end; squares += 4)
        {
            V c = Vector256.Load(squares + (2 * Rows)), d = Vector256.Load(squares + (3 * Rows));
            V e = Vector256.Load(squares + (4 * Rows)), f = Vector256.Load(squares + (5 * Rows)), b = Vector256.Load(squares + Rows);
            f6 = Vector256.MultiplyAddEstimate(d, d, f6);
            f8 = Vector256.MultiplyAddEstimate(e, e, f8);
            f10 = Vector256.MultiplyAddEstimate(f, f, f10);
            f6 = Vector256.MultiplyAddEstimate(b + b, f, f6);
            c += c;
            f6 = Vector256.MultiplyAddEstimate(c, e, f6);
            f7 = Vector256.MultiplyAddEstimate(c, f, f7);
            d += d;
            f7 = Vector256.MultiplyAddEstimate(d, e, f7);
            f8 = Vector256.MultiplyAddEstimate(d, f, f8);
            f9 = Vector256.MultiplyAddEstimate(e + e, f, f9);
        }

        Store(lanes, 0, f6);
        Store(lanes, 1, f7);
        Store(lanes, 2, f8);
        Store(lanes, 3, f9);
        Store(lanes, 4, f10);
    }

    /// <summary>The balanced limb of a sum, and what goes to the next weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Carry(V sum, out V limb)
    {
        V carry = LimbVectors.Round(sum * Vector256.Create(1 / Base));
        limb = Vector256.MultiplyAddEstimate(carry, Vector256.Create(-Base), sum);
        return carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load(double* lanes, int vector) => Vector256.Load(lanes + (4 * vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(double* lanes, int vector, V value) => value.Store(lanes + (4 * vector));
}
