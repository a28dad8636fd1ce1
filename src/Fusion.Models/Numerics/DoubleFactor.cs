using System.Runtime.Intrinsics;
using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>Cholesky factor in double with one step of refinement, for matrices of more than some 200 rows. Cost p³/6 multiplications.</summary>
/// <remarks>Vectors of four and no fused operations, so the bits do not depend on the machine.</remarks>
internal sealed class DoubleFactor : ISymmetricFactor
{
    private const int PowerSteps = 12;

    private readonly ScaledMatrix _matrix;
    private readonly double[][] _factor;
    private double? _reciprocalCondition;

    private DoubleFactor(ScaledMatrix matrix, double[][] factor)
    {
        _matrix = matrix;
        _factor = factor;
    }

    /// <inheritdoc/>
    public int Rank => _matrix.Size;

    /// <inheritdoc/>
    /// <remarks>In the spectral norm, both extreme eigenvalues by some steps of the power method.</remarks>
    public double ReciprocalCondition => _reciprocalCondition ??= 1 / (LargestEigenvalue(MultiplyScaled) * LargestEigenvalue(SolveScaled));

    /// <summary>Factors a matrix; null when it is not positive definite to double precision.</summary>
    public static DoubleFactor? TryFactor(SymmetricMatrix matrix)
    {
        var scaled = new ScaledMatrix(matrix);
        double[][] factor = [.. scaled.Lower.Select(row => (double[])row.Clone())];
        double noise = matrix.Size * double.BitIncrement(1) - matrix.Size;
        for (int i = 0; i < factor.Length; i++)
        {
            double[] row = factor[i];
            for (int j = 0; j < i; j++)
            {
                row[j] = (row[j] - Dot(row, factor[j], j)) / factor[j][j];
            }

            double pivot = row[i] - Dot(row, row, i);
            if (!(pivot > noise))
                return null;
            row[i] = Math.Sqrt(pivot);
        }

        return new DoubleFactor(scaled, factor);
    }

    /// <inheritdoc/>
    public DoubleDouble[] Solve(DoubleDouble[] rightHandSide) => _matrix.SolveRefined(rightHandSide, SolveScaled);

    /// <inheritdoc/>
    public DoubleDouble[] InverseDiagonal()
    {
        var diagonal = new DoubleDouble[_matrix.Size];
        var column = new double[_matrix.Size];
        for (int i = 0; i < diagonal.Length; i++)
        {
            Array.Clear(column);
            column[i] = 1;
            SolveLower(column, i);
            diagonal[i] = Dot(column, column, column.Length) * _matrix.Scale[i] * _matrix.Scale[i]; // (L⁻¹eᵢ)² sums to (A⁻¹)ᵢᵢ
        }

        return diagonal;
    }

    private static double Dot(double[] left, double[] right, int length)
    {
        Vector256<double> sums = default;
        int k = 0;
        for (; k <= length - 4; k += 4)
        {
            sums += Vector256.Create(left, k) * Vector256.Create(right, k);
        }

        double sum = Vector256.Sum(sums);
        for (; k < length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }

    private void SolveScaled(double[] vector)
    {
        SolveLower(vector, 0);
        for (int i = vector.Length - 1; i >= 0; i--)
        {
            double[] row = _factor[i];
            double value = vector[i] /= row[i];
            for (int j = 0; j < i; j++)
            {
                vector[j] -= row[j] * value;
            }
        }
    }

    /// <summary>Solves L·x = b in place, where b is 0 before <paramref name="first"/>.</summary>
    private void SolveLower(double[] vector, int first)
    {
        for (int i = first; i < vector.Length; i++)
        {
            vector[i] = (vector[i] - Dot(_factor[i], vector, i)) / _factor[i][i];
        }
    }

    private void MultiplyScaled(double[] vector)
    {
        double[] source = (double[])vector.Clone();
        Array.Clear(vector);
        for (int i = 0; i < source.Length; i++)
        {
            double[] row = _matrix.Lower[i];
            vector[i] += Dot(row, source, i + 1);
            for (int j = 0; j < i; j++)
            {
                vector[j] += row[j] * source[i];
            }
        }
    }

    private double LargestEigenvalue(Action<double[]> apply)
    {
        double[] vector = [.. Enumerable.Range(0, _matrix.Size).Select(i => (i % 2 == 0 ? 1 : -1) * (1 + ((double)i / _matrix.Size)))];
        double length = 1;
        for (int step = 0; step < PowerSteps; step++)
        {
            double scale = 1 / Math.Sqrt(Dot(vector, vector, vector.Length));
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] *= scale;
            }

            apply(vector);
            length = Math.Sqrt(Dot(vector, vector, vector.Length));
        }

        return length;
    }
}
