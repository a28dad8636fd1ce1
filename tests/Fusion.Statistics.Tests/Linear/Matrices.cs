using Fusion.Statistics.Linear;

namespace Fusion.Statistics.Tests.Linear;

/// <summary>Lower triangles, row by row, and the plain textbook algorithms in double-double.</summary>
internal static class Matrices
{
    public static double[][] Of(int size, Func<int, int, double> element) =>
        [.. Enumerable.Range(0, size).Select(i => (double[])[.. Enumerable.Range(0, i + 1).Select(j => element(i, j))])];

    /// <summary>A unit diagonal, and beside it random numbers too small to make the matrix indefinite.</summary>
    public static double[][] Random(int size)
    {
        var random = new Random(size);
        return Of(size, (i, j) => i == j ? 1 : (random.NextDouble() - 0.5) / Math.Sqrt(size));
    }

    /// <summary>Correlations that decrease with the distance as slowly as wanted: neighbours share all but a small part.</summary>
    public static double[][] AlmostSingular(int size, double independent) => Of(size, (i, j) => Math.Pow(1 - independent, i - j));

    /// <summary>The positions of a lower triangle.</summary>
    public static IEnumerable<(int Row, int Column)> Pairs(int size) =>
        Enumerable.Range(0, size).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => (i, j)));

    /// <summary>The Cholesky factor.</summary>
    public static DoubleDouble[][] Factor(double[][] matrix)
    {
        DoubleDouble[][] factor = [.. matrix.Select(row => row.Select(element => (DoubleDouble)element).ToArray())];
        for (int i = 0; i < factor.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                DoubleDouble value = factor[i][j] - Dot(factor[i], factor[j], j);
                factor[i][j] = i == j ? DoubleDouble.Sqrt(value) : value / factor[j][j];
            }
        }

        return factor;
    }

    /// <summary>Solves L·Lᵀ·x = b.</summary>
    public static DoubleDouble[] Solve(DoubleDouble[][] factor, double[] rightHandSide)
    {
        DoubleDouble[] x = [.. rightHandSide.Select(element => (DoubleDouble)element)];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] - Dot(factor[i], x, i)) / factor[i][i];
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= factor[i][i];
            for (int j = 0; j < i; j++)
            {
                x[j] -= factor[i][j] * x[i];
            }
        }

        return x;
    }

    /// <summary>An element of L·Lᵀ.</summary>
    public static DoubleDouble Product(TileCholesky factor, int row, int column)
    {
        DoubleDouble sum = 0;
        for (int k = 0; k <= column; k++)
        {
            sum += (DoubleDouble)factor[row, k] * factor[column, k];
        }

        return sum;
    }

    private static DoubleDouble Dot(DoubleDouble[] left, DoubleDouble[] right, int length)
    {
        DoubleDouble sum = 0;
        for (int k = 0; k < length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }
}
