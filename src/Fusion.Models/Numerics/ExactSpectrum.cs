using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>Eigenvalues of a symmetric matrix of up to some 200 rows in double-double, of a larger one in double.</summary>
/// <param name="Eigenvalues">The p eigenvalues, descending.</param>
/// <param name="Eigenvectors">The unit eigenvector of each; signs are those of <see cref="Spectrum"/>.</param>
/// <param name="Rank">How many leading eigenvalues are more than what rounding leaves of 0.</param>
/// <remarks>
/// A decomposition in double leaves a matrix that is diagonal but for rounding; two or three sweeps of Jacobi's method in double-double finish it (Golub
/// and Van Loan, §8.5). Eigenvalues of 10⁻¹⁵ of the largest keep their digits that way. Cost some 10·p³ double-double multiplications.
/// </remarks>
internal sealed record ExactSpectrum(DoubleDouble[] Eigenvalues, DoubleDouble[][] Eigenvectors, int Rank)
{
    private const int MostSweeps = 12;

    /// <summary>An element off the diagonal below this, relative to the largest eigenvalue, is rounding.</summary>
    private static readonly double Rounding = Math.ScaleB(1, -102);

    private static readonly double Noise = Math.ScaleB(1, -90);

    /// <summary>Decomposes a matrix.</summary>
    public static ExactSpectrum Of(SymmetricMatrix matrix, CancellationToken cancellation)
    {
        var start = Spectrum.Of(matrix.ToDouble());
        int size = matrix.Size;
        DoubleDouble[][] vectors = [.. Enumerable.Range(0, size).Select(k => Column(start, k))];
        if (size > SymmetricSystem.LargestExact)
            return new ExactSpectrum([.. start.Values.Select(value => (DoubleDouble)value)], vectors, start.Values.Count(value => value > start.Noise));
        Orthonormalise(vectors);
        DoubleDouble[][] rest = Transform(matrix, vectors, cancellation);
        for (int sweep = 0; sweep < MostSweeps && Sweep(rest, vectors); sweep++)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(k => rest[k][k])];
        DoubleDouble[] values = [.. order.Select(k => rest[k][k])];
        return new ExactSpectrum(values, [.. order.Select(k => vectors[k])], values.Count(value => value > values[0] * (size * Noise)));
    }

    private static DoubleDouble[] Column(Spectrum spectrum, int column) =>
        [.. Enumerable.Range(0, spectrum.Values.Length).Select(i => (DoubleDouble)spectrum.Vectors[i, column])];

    /// <summary>Gram and Schmidt; once is enough for vectors that are orthonormal to double precision.</summary>
    private static void Orthonormalise(DoubleDouble[][] vectors)
    {
        for (int k = 0; k < vectors.Length; k++)
        {
            for (int j = 0; j < k; j++)
            {
                Vectors.AddTo(vectors[k], -Vectors.Dot(vectors[j], vectors[k]), vectors[j]);
            }

            DoubleDouble length = DoubleDouble.Sqrt(Vectors.Dot(vectors[k], vectors[k]));
            vectors[k] = [.. vectors[k].Select(element => element / length)];
        }
    }

    /// <summary>VᵀAV.</summary>
    private static DoubleDouble[][] Transform(SymmetricMatrix matrix, DoubleDouble[][] vectors, CancellationToken cancellation)
    {
        DoubleDouble[][] transformed = [.. vectors.Select(_ => new DoubleDouble[vectors.Length])];
        for (int k = 0; k < vectors.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            DoubleDouble[] image = Vectors.Multiply(matrix, vectors[k]);
            for (int j = 0; j <= k; j++)
            {
                transformed[k][j] = transformed[j][k] = Vectors.Dot(vectors[j], image);
            }
        }

        return transformed;
    }

    /// <summary>Rotates every pair whose element off the diagonal is more than rounding; false when there was none.</summary>
    private static bool Sweep(DoubleDouble[][] matrix, DoubleDouble[][] vectors)
    {
        DoubleDouble least = Enumerable.Range(0, matrix.Length).Max(k => DoubleDouble.Abs(matrix[k][k])) * Rounding;
        bool rotated = false;
        for (int p = 0; p < matrix.Length; p++)
        {
            for (int q = p + 1; q < matrix.Length; q++)
            {
                if (DoubleDouble.Abs(matrix[p][q]) > least)
                {
                    Rotate(matrix, vectors, p, q);
                    rotated = true;
                }
            }
        }

        return rotated;
    }

    private static void Rotate(DoubleDouble[][] matrix, DoubleDouble[][] vectors, int p, int q)
    {
        DoubleDouble ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        DoubleDouble tangent = 1 / (DoubleDouble.Abs(ratio) + DoubleDouble.Sqrt(1 + (ratio * ratio)));
        tangent = ratio < 0 ? -tangent : tangent;
        DoubleDouble cosine = 1 / DoubleDouble.Sqrt(1 + (tangent * tangent)), sine = tangent * cosine;
        for (int i = 0; i < matrix.Length; i++)
        {
            (matrix[i][p], matrix[i][q]) = ((cosine * matrix[i][p]) - (sine * matrix[i][q]), (sine * matrix[i][p]) + (cosine * matrix[i][q]));
        }

        RotateRows(matrix, p, q, cosine, sine);
        RotateRows(vectors, p, q, cosine, sine);
    }

    private static void RotateRows(DoubleDouble[][] rows, int p, int q, DoubleDouble cosine, DoubleDouble sine)
    {
        DoubleDouble[] first = rows[p], second = rows[q];
        for (int i = 0; i < first.Length; i++)
        {
            (first[i], second[i]) = ((cosine * first[i]) - (sine * second[i]), (sine * first[i]) + (cosine * second[i]));
        }
    }
}
