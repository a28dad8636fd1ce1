using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Fusion.Models.Numerics;

/// <summary>The eigenvalues of a symmetric matrix, descending, and their unit eigenvectors.</summary>
/// <param name="Values">The p eigenvalues.</param>
/// <param name="Vectors">p × p, one eigenvector a column.</param>
internal sealed record Spectrum(double[] Values, double[,] Vectors)
{
    /// <summary>What rounding leaves of an eigenvalue of 0.</summary>
    public double Noise { get; } = Values.Length == 0 ? 0 : Values.Length * Math.ScaleB(1, -50) * Values.Max(Math.Abs);

    /// <summary>Decomposes a matrix. Signs are settled: the element of a vector that is largest in magnitude, the first of several, is positive.</summary>
    public static Spectrum Of(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        if (size == 0)
            return new Spectrum([], new double[0, 0]);
        Evd<double> decomposition = Matrix<double>.Build.DenseOfArray(matrix).Evd(Symmetricity.Symmetric);
        double[] values = [.. decomposition.EigenValues.Select(value => value.Real)];
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(k => values[k])];
        var vectors = new double[size, size];
        for (int k = 0; k < size; k++)
        {
            Vector<double> vector = decomposition.EigenVectors.Column(order[k]);
            double sign = Largest(vector) < 0 ? -1 : 1;
            for (int i = 0; i < size; i++)
            {
                vectors[i, k] = sign * vector[i];
            }
        }

        return new Spectrum([.. order.Select(k => values[k])], vectors);
    }

    /// <summary>Elements that are equal but for rounding count as equal, so that the sign does not depend on the last bit.</summary>
    private static double Largest(Vector<double> vector)
    {
        double most = vector.AbsoluteMaximum();
        return vector.First(element => Math.Abs(element) >= most * (1 - 1e-9));
    }
}
