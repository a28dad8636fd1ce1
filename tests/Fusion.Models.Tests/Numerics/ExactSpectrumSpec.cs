using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Tests.Numerics;

public class ExactSpectrumSpec
{
    /// <summary>Of the Hilbert matrix of 12 rows; mpmath 1.2.1, 60 digits.</summary>
    private static readonly double[] Hilbert =
    [
        1.7953720595619973087, 0.38027524595503709779, 0.044738548752181074547, 0.0037223122378911662504, 0.00023308908902178066112,
        0.000011163357483224427735, 4.0823761103861773442e-7, 1.1228610667517030313e-8, 2.2519645534900768923e-10, 3.1113548972269167352e-12,
        2.6490214934448867211e-14, 1.0479463979622266919e-16,
    ];

    [Fact]
    public void Eigenvalues_that_doubles_lose_are_right_to_double_precision()
    {
        var spectrum = ExactSpectrum.Of(Matrix(12, (i, j) => 1 / (DoubleDouble)(i + j + 1)), CancellationToken.None);
        Assert.Equal(12, spectrum.Rank);
        Assert.All(spectrum.Eigenvalues.Zip(Hilbert), pair => Assert.Equal(pair.Second, (double)pair.First, pair.Second * 1e-14));
    }

    [Fact]
    public void Vectors_are_orthonormal_and_rebuild_the_matrix_beyond_double_precision()
    {
        SymmetricMatrix matrix = Matrix(9, (i, j) => 1 / (DoubleDouble)(i + j + 1));
        var spectrum = ExactSpectrum.Of(matrix, CancellationToken.None);
        for (int i = 0; i < 9; i++)
        {
            for (int j = 0; j < 9; j++)
            {
                double product = (double)(Vectors.Dot(spectrum.Eigenvectors[i], spectrum.Eigenvectors[j]) - (i == j ? 1 : 0));
                Assert.Equal(0, product, 1e-28);
                DoubleDouble rebuilt = 0;
                for (int k = 0; k < 9; k++)
                {
                    rebuilt += spectrum.Eigenvalues[k] * spectrum.Eigenvectors[k][i] * spectrum.Eigenvectors[k][j];
                }

                Assert.Equal(0, (double)(rebuilt - matrix[i, j]), 1e-28);
            }
        }
    }

    [Fact]
    public void The_rank_does_not_count_what_rounding_leaves_of_zero()
    {
        // xxᵀ + zzᵀ of two vectors of six elements.
        var spectrum = ExactSpectrum.Of(Matrix(6, (i, j) => ((DoubleDouble)1 / ((i + 1) * (j + 1))) + ((DoubleDouble)((i + 2) * (j + 2)) / 7)), CancellationToken.None);
        Assert.Equal(2, spectrum.Rank);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(40)]
    public void Equal_eigenvalues_and_zero_are_no_trouble(int size)
    {
        var spectrum = ExactSpectrum.Of(Matrix(size, (i, j) => i == j && i > 2 ? 3 : 0), CancellationToken.None);
        Assert.Equal(size - 3, spectrum.Rank);
        Assert.All(spectrum.Eigenvalues.Take(size - 3), value => Assert.Equal(3, (double)value, 1e-13));
        Assert.Equal(0, ExactSpectrum.Of(Matrix(size, (_, _) => 0), CancellationToken.None).Rank);
    }

    private static SymmetricMatrix Matrix(int size, Func<int, int, DoubleDouble> element)
    {
        var matrix = new SymmetricMatrix(size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = element(i, j);
            }
        }

        return matrix;
    }
}
