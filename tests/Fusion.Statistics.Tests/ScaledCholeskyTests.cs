namespace Fusion.Statistics.Tests;

public class ScaledCholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public void A_Hilbert_matrix_solves_to_double_double_accuracy(int size)
    {
        SymmetricMatrix hilbert = Hilbert(size);
        DoubleDouble[] expected = [.. Enumerable.Range(1, size).Select(i => (DoubleDouble)i)];
        DoubleDouble[] solution = Factor(hilbert).Solve(Multiply(hilbert, expected));
        for (int i = 0; i < size; i++)
        {
            Assert.True(DoubleDouble.Abs(solution[i] - expected[i]) < 1e-15, $"{solution[i]}");
        }
    }

    [Fact]
    public void The_inverse_of_a_Hilbert_matrix_is_its_known_integer_matrix()
    {
        SymmetricMatrix inverse = Factor(Hilbert(4)).Inverse();
        double[] known = [16, -120, 1200, 240, -2700, 6480, -140, 1680, -4200, 2800];
        int next = 0;
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Assert.True(DoubleDouble.Abs(inverse[i, j] - known[next++]) < 1e-22);
            }
        }
    }

    [Fact]
    public void Units_of_the_attributes_do_not_matter()
    {
        SymmetricMatrix matrix = Hilbert(6), rescaled = new(6);
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                rescaled[i, j] = matrix[i, j] * Math.ScaleB(1, 40 * (i - 3)) * Math.ScaleB(1, 40 * (j - 3));
            }
        }

        Assert.Equal(Factor(matrix).ReciprocalCondition, Factor(rescaled).ReciprocalCondition, 1e-25);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(9)]
    public void The_condition_estimate_is_within_a_factor_3_of_the_inverse(int size)
    {
        ScaledCholesky factor = Factor(Correlation(size));
        double exact = 1 / (Norm(Correlation(size)) * Norm(factor.Inverse()));
        Assert.InRange(factor.ReciprocalCondition, exact * (1 - 1e-12), 3 * exact);
    }

    [Fact]
    public void The_identity_has_condition_1_and_an_empty_matrix_factors()
    {
        var identity = new SymmetricMatrix(3);
        for (int i = 0; i < 3; i++)
        {
            identity[i, i] = 1e-9;
        }

        Assert.Equal(1, Factor(identity).ReciprocalCondition, 1e-15);
        Assert.Empty(Factor(new SymmetricMatrix(0)).Solve([]));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(double.NaN, 0, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 0, 1)]
    public void A_matrix_that_is_not_positive_definite_does_not_factor(double a, double b, double c)
    {
        var matrix = new SymmetricMatrix(2) { [0, 0] = a, [1, 0] = b, [1, 1] = c };
        Assert.Null(ScaledCholesky.TryFactor(matrix));
    }

    [Fact]
    public void A_wrong_length_or_index_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Factor(Hilbert(3)).Solve([1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hilbert(3)[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Hilbert(3)[0, -1]);
    }

    [Fact]
    public void Both_triangles_of_a_symmetric_matrix_are_one()
    {
        var matrix = new SymmetricMatrix(3) { [0, 2] = 7, [1, 1] = 3 };
        Assert.Equal(7, matrix[2, 0]);
        double[,] full = { { 0, 0, 7 }, { 0, 3, 0 }, { 7, 0, 0 } };
        Assert.Equal(full, matrix.ToDouble());
    }

    private static ScaledCholesky Factor(SymmetricMatrix matrix)
    {
        ScaledCholesky? factor = ScaledCholesky.TryFactor(matrix);
        Assert.NotNull(factor);
        return factor;
    }

    private static SymmetricMatrix Hilbert(int size)
    {
        var matrix = new SymmetricMatrix(size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = (DoubleDouble)1 / (i + j + 1);
            }
        }

        return matrix;
    }

    private static SymmetricMatrix Correlation(int size)
    {
        SymmetricMatrix hilbert = Hilbert(size), correlation = new(size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                correlation[i, j] = hilbert[i, j] / DoubleDouble.Sqrt(hilbert[i, i] * hilbert[j, j]);
            }
        }

        return correlation;
    }

    private static double Norm(SymmetricMatrix matrix) =>
        Enumerable.Range(0, matrix.Size).Max(j => Enumerable.Range(0, matrix.Size).Sum(i => Math.Abs(matrix[i, j].High)));

    private static DoubleDouble[] Multiply(SymmetricMatrix matrix, DoubleDouble[] vector)
    {
        var product = new DoubleDouble[vector.Length];
        for (int i = 0; i < vector.Length; i++)
        {
            for (int j = 0; j < vector.Length; j++)
            {
                product[i] += matrix[i, j] * vector[j];
            }
        }

        return product;
    }
}
