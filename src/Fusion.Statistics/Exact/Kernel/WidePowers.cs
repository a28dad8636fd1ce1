using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Power sums of deviations of two or three limbs.</summary>
/// <remarks>
/// d² is brought into balanced limbs too. A product of two limbs is at most 2^42, over <see cref="Rows"/> rows 2^50, and at most six
/// such sums have the same weight: all stays below 2^53.
/// </remarks>
internal static unsafe class WidePowers
{
    private const int Rows = 256;
    private const int MaxLimbs = 3;
    private const int SquareLimbs = 8;
    private const int Weights = MaxLimbs + (2 * SquareLimbs);
    private const double Base = 1 << LimbPanel.LimbBits;

    /// <summary>Adds up a column.</summary>
    public static PowerSums Of(in PanelColumn column)
    {
        double* limbs = stackalloc double[MaxLimbs * Rows], squares = stackalloc double[SquareLimbs * Rows];
        long* sums = stackalloc long[MaxLimbs], cubes = stackalloc long[Weights], fourths = stackalloc long[Weights];
        int count = column.Limbs, squareCount = 2 * count, rows = column.Values.Length;
        for (int first = 0; first < rows; first += Rows)
        {
            int length = Math.Min(Rows, rows - first), padded = (length + 3) & ~3;
            for (int k = 0; k < count; k++)
            {
                LimbVectors.Load(column, new LimbPanel(k, k), first, length, limbs + (k * Rows));
                sums[k] += Sum(limbs + (k * Rows), padded);
            }

            Square(limbs, count, padded, squares);
            AddProducts(limbs, squares, (count, squareCount), padded, cubes);
            AddProducts(squares, squares, (squareCount, squareCount), padded, fourths);
        }

        Int128 sum = sums[0] + ((Int128)sums[1] << LimbPanel.LimbBits) + ((Int128)sums[2] << (2 * LimbPanel.LimbBits));
        return new PowerSums(sum, Total(cubes), Total(fourths));
    }

    /// <summary>The limbs of d²: products of limbs by weight, then a carry from each weight to the next.</summary>
    private static void Square(double* limbs, int count, int rows, double* squares)
    {
        for (int row = 0; row < rows; row += 4)
        {
            double* target = squares + row;
            Vector256<double> x = Vector256.Load(limbs + row), y = Vector256.Load(limbs + Rows + row), twice = x + x;
            Vector256<double> carry = Carry(x * x, target);
            carry = Carry(Vector256.MultiplyAddEstimate(twice, y, carry), target + Rows);
            Vector256<double> second = Vector256.MultiplyAddEstimate(y, y, carry);
            if (count == 2)
            {
                Carry(second, target + (2 * Rows)).Store(target + (3 * Rows));
                continue;
            }

            Vector256<double> z = Vector256.Load(limbs + (2 * Rows) + row);
            carry = Carry(Vector256.MultiplyAddEstimate(twice, z, second), target + (2 * Rows));
            carry = Carry(Vector256.MultiplyAddEstimate(y + y, z, carry), target + (3 * Rows));
            Carry(Vector256.MultiplyAddEstimate(z, z, carry), target + (4 * Rows)).Store(target + (5 * Rows));
        }
    }

    /// <summary>Writes the balanced limb of a sum and returns what goes to the next weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Carry(Vector256<double> sum, double* limb)
    {
        Vector256<double> carry = LimbVectors.Round(sum * Vector256.Create(1 / Base));
        Vector256.MultiplyAddEstimate(carry, Vector256.Create(-Base), sum).Store(limb);
        return carry;
    }

    /// <summary>sums[i + j] += Σ left_i · right_j. Four right limbs at a time share the loads of the left one; limbs beyond the last are 0.</summary>
    private static void AddProducts(double* left, double* right, (int Left, int Right) counts, int rows, long* sums)
    {
        for (int i = 0; i < counts.Left; i++)
        {
            for (int j = 0; j < counts.Right; j += 4)
            {
                AddFour(left + (i * Rows), right + (j * Rows), rows, sums + i + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(double* left, double* right, int rows, long* sums)
    {
        Vector256<double> a = default, b = default, c = default, d = default;
        for (int row = 0; row < rows; row += 4)
        {
            Vector256<double> x = Vector256.Load(left + row);
            a = Vector256.MultiplyAddEstimate(x, Vector256.Load(right + row), a);
            b = Vector256.MultiplyAddEstimate(x, Vector256.Load(right + Rows + row), b);
            c = Vector256.MultiplyAddEstimate(x, Vector256.Load(right + (2 * Rows) + row), c);
            d = Vector256.MultiplyAddEstimate(x, Vector256.Load(right + (3 * Rows) + row), d);
        }

        sums[0] += double.ConvertToIntegerNative<long>(Vector256.Sum(a));
        sums[1] += double.ConvertToIntegerNative<long>(Vector256.Sum(b));
        sums[2] += double.ConvertToIntegerNative<long>(Vector256.Sum(c));
        sums[3] += double.ConvertToIntegerNative<long>(Vector256.Sum(d));
    }

    private static long Sum(double* values, int rows)
    {
        Vector256<double> sum = default;
        for (int row = 0; row < rows; row += 4)
        {
            sum += Vector256.Load(values + row);
        }

        return double.ConvertToIntegerNative<long>(Vector256.Sum(sum));
    }

    /// <summary>Σ sums[w] · 2^22w, by Horner's rule.</summary>
    private static Int320 Total(long* sums)
    {
        Int320 total = 0;
        for (int weight = Weights - 1; weight >= 0; weight--)
        {
            Limbs.ShiftAdd(total, LimbPanel.LimbBits, sums[weight]);
        }

        return total;
    }
}
