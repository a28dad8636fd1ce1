using System.Runtime.Intrinsics;
using Fusion.Statistics;
using Fusion.Statistics.Linear;

namespace Fusion.Models.Numerics;

/// <summary>Cholesky factor in double with one step of refinement, for matrices of more than some 200 rows. Cost p³/6 multiplications.</summary>
internal sealed class DoubleFactor : ISymmetricFactor
{
    private const int PowerSteps = 12;

    private readonly ScaledMatrix _matrix;
    private readonly TileCholesky _factor;
    private double? _reciprocalCondition;

    private DoubleFactor(ScaledMatrix matrix, TileCholesky factor)
    {
        _matrix = matrix;
        _factor = factor;
    }

    /// <inheritdoc/>
    public int Rank => _matrix.Size;

    /// <inheritdoc/>
    /// <remarks>In the spectral norm, both extreme eigenvalues by some steps of the power method.</remarks>
    public double ReciprocalCondition => _reciprocalCondition ??= 1 / (LargestEigenvalue(MultiplyScaled) * LargestEigenvalue(SolveScaled));

    /// <inheritdoc/>
    /// <remarks>The error of a solution is about p·2^-52 / rcond, and the step of refinement squares it; 2^-58 leaves nothing to see.</remarks>
    public bool IsAccurate => ReciprocalCondition >= Rank * Math.ScaleB(1, -23);

    /// <inheritdoc/>
    public double LogDeterminant =>
        2 * Enumerable.Range(0, _matrix.Size).Sum(i => Math.Log(_factor[i, i]) - Math.Log((double)_matrix.Scale[i]));

    /// <summary>Factors a matrix; null when it is not positive definite to double precision.</summary>
    public static DoubleFactor? TryFactor(SymmetricMatrix matrix)
    {
        var scaled = new ScaledMatrix(matrix);
        double noise = matrix.Size * double.BitIncrement(1) - matrix.Size;
        return TileCholesky.TryFactor(scaled.Lower, noise) is { } factor ? new DoubleFactor(scaled, factor) : null;
    }

    /// <inheritdoc/>
    public DoubleDouble[] Solve(DoubleDouble[] rightHandSide) => _matrix.SolveRefined(rightHandSide, SolveScaled);

    /// <inheritdoc/>
    public DoubleDouble[] InverseDiagonal() => [.. _factor.InverseDiagonal().Select((element, i) => element * _matrix.Scale[i] * _matrix.Scale[i])];

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

    private void SolveScaled(double[] vector) => _factor.Solve(vector);

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
