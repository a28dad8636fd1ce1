using Fusion.Statistics.Exact.Kernel;
using Fusion.Statistics.Linear;

namespace Fusion.Statistics.Tests.Linear;

/// <summary>The factor of every kernel against one in double-double; vectors the processor lacks are emulated.</summary>
public class TileCholeskyTests
{
    private const double Epsilon = 1.0 / (1L << 53);

    private static readonly TileKernel[] Kernels = [TileKernel.Scalar, TileKernel.FourLanes, TileKernel.EightLanes];

    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 70), 95, 96, 97, 100, 127, 128, 129, 200, 500];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_factor_is_that_of_double_double_to_rounding(int size)
    {
        double[][] matrix = Matrices.Random(size);
        DoubleDouble[][] expected = Matrices.Factor(matrix);
        foreach (TileKernel kernel in Kernels)
        {
            TileCholesky actual = Factor(matrix, kernel);
            double error = Matrices.Pairs(size).Max(at => Math.Abs((double)(expected[at.Row][at.Column] - actual[at.Row, at.Column])));
            Assert.InRange(error, 0, 4 * (size + 2) * Epsilon);
        }
    }

    [Theory]
    [InlineData(7, 1e-3)]
    [InlineData(60, 1e-6)]
    [InlineData(130, 1e-10)]
    [InlineData(201, 1e-12)]
    public void The_product_of_the_factor_is_an_ill_conditioned_matrix_to_rounding(int size, double independent)
    {
        double[][] matrix = Matrices.AlmostSingular(size, independent);
        foreach (TileKernel kernel in Kernels)
        {
            TileCholesky factor = Factor(matrix, kernel);
            double error = Matrices.Pairs(size).Max(at => Math.Abs((double)(Matrices.Product(factor, at.Row, at.Column) - matrix[at.Row][at.Column])));
            Assert.InRange(error, 0, (size + 2) * Epsilon);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(50)]
    [InlineData(101)]
    [InlineData(490)]
    public void Solutions_and_the_diagonal_of_the_inverse_are_those_of_double_double(int size)
    {
        double[][] matrix = Matrices.Random(size);
        double[] rightHandSide = [.. Enumerable.Range(0, size).Select(i => (double)((i % 7) - 3))];
        DoubleDouble[][] reference = Matrices.Factor(matrix);
        DoubleDouble[] solution = Matrices.Solve(reference, rightHandSide);
        foreach (TileKernel kernel in Kernels)
        {
            TileCholesky factor = Factor(matrix, kernel);
            double[] actual = [.. rightHandSide];
            factor.Solve(actual);
            Assert.All(solution.Zip(actual), pair => Assert.Equal((double)pair.First, pair.Second, 1e-12));
            double[] diagonal = factor.InverseDiagonal();
            foreach (int i in (int[])[0, size / 2, size - 1])
            {
                var unit = new double[size];
                unit[i] = 1;
                Assert.Equal((double)Matrices.Solve(reference, unit)[i], diagonal[i], 1e-13);
            }
        }
    }

    [Fact]
    public void A_matrix_with_one_bad_pivot_anywhere_is_refused()
    {
        const int size = 55;
        foreach (TileKernel kernel in Kernels)
        {
            for (int bad = 0; bad < size; bad++)
            {
                foreach (double pivot in (double[])[0, -1, double.NaN, double.PositiveInfinity])
                {
                    double[][] matrix = Matrices.Random(size);
                    matrix[bad][bad] = pivot;
                    Assert.Null(TileCholesky.TryFactor(matrix, 0, kernel));
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(300)]
    public void Indefinite_and_singular_matrices_are_refused(int size)
    {
        double[][] indefinite = Matrices.Of(size, (i, j) => i == j ? 1 : -1.01 / (size - 1));
        double[][] singular = Matrices.Of(size, (_, _) => 1);
        foreach (TileKernel kernel in Kernels)
        {
            Assert.Null(TileCholesky.TryFactor(indefinite, 0, kernel));
            Assert.Null(TileCholesky.TryFactor(singular, 0, kernel));
        }
    }

    [Fact]
    public void A_pivot_that_counts_as_noise_refuses_the_matrix()
    {
        double[][] matrix = Matrices.Of(2, (i, j) => i == j ? 1 : 1 - 1e-10);
        Assert.NotNull(TileCholesky.TryFactor(matrix, 1e-10));
        Assert.Null(TileCholesky.TryFactor(matrix, 3e-10));
        Assert.Throws<ArgumentOutOfRangeException>(() => TileCholesky.TryFactor(matrix, -1));
    }

    [Theory]
    [InlineData(37)]
    [InlineData(500)]
    public void The_same_kernel_gives_the_same_bits(int size)
    {
        double[][] matrix = Matrices.Random(size);
        foreach (TileKernel kernel in Kernels)
        {
            TileCholesky first = Factor(matrix, kernel), second = Factor(matrix, kernel);
            Assert.All(Matrices.Pairs(size), at => Assert.True(first[at.Row, at.Column] == second[at.Row, at.Column]));
            Assert.Equal(first.InverseDiagonal(), second.InverseDiagonal());
        }
    }

    [Fact]
    public void An_empty_matrix_has_an_empty_factor()
    {
        TileCholesky factor = Factor([], TileKernel.Best);
        factor.Solve([]);
        Assert.Empty(factor.InverseDiagonal());
    }

    [Fact]
    public void A_wrong_length_or_index_is_refused_and_nothing_is_above_the_diagonal()
    {
        TileCholesky factor = Factor(Matrices.Random(5), TileKernel.Best);
        Assert.Equal((5, 0.0), (factor.Size, factor[1, 3]));
        Assert.Throws<ArgumentException>(() => factor.Solve(new double[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => factor[5, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => factor[0, -1]);
    }

    private static TileCholesky Factor(double[][] matrix, TileKernel kernel)
    {
        TileCholesky? factor = TileCholesky.TryFactor(matrix, 0, kernel);
        Assert.NotNull(factor);
        return factor;
    }
}
