using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Tests.Numerics;

public class SymmetricSystemSpec
{
    private static readonly SolverOptions Plain = new(CheckCondition: false, Tolerance: 1e-14, UsePseudoInverse: false);
    private static readonly SolverOptions Pseudo = Plain with { UsePseudoInverse = true };
    private static readonly SolverOptions Checked = Plain with { CheckCondition = true };

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(300)]
    public void A_regular_matrix_of_any_size_is_solved(int size)
    {
        SymmetricSystem system = System(size, Autoregressive);
        DoubleDouble[] expected = [.. Enumerable.Range(0, size).Select(i => (DoubleDouble)(i % 7 - 3))];
        ISymmetricFactor factor = system.Factor(Checked);
        DoubleDouble[] actual = factor.Solve(Multiply(system.Matrix, expected));
        Assert.Equal(size, factor.Rank);
        Assert.InRange(factor.ReciprocalCondition, 1e-3, 1);
        Assert.All(expected.Zip(actual), pair => Assert.Equal((double)pair.First, (double)pair.Second, 1e-15));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(250)]
    public void The_diagonal_of_the_inverse_is_that_of_the_inverse(int size)
    {
        SymmetricSystem system = System(size, Autoregressive);
        ISymmetricFactor factor = system.Factor(Plain);
        DoubleDouble[] diagonal = factor.InverseDiagonal();
        foreach (int k in (int[])[0, 3, size - 1])
        {
            var unit = new DoubleDouble[size];
            unit[k] = 1;
            Assert.Equal((double)factor.Solve(unit)[k], (double)diagonal[k], 1e-12);
        }
    }

    [Fact]
    public void A_constant_attribute_is_named() => Assert.Equal(
        "The test matrix is singular: no variance in 'x1'. Leave attributes out, or set matrix_use_pseudoinv=true.",
        Refusal(System(3, (i, j) => i == 1 || j == 1 ? 0 : Autoregressive(i, j)), Plain));

    [Theory]
    [InlineData(4)]
    [InlineData(230)]
    public void Collinear_attributes_are_named(int size)
    {
        SymmetricSystem regular = System(size - 1, Autoregressive);
        SymmetricSystem singular = WithSum(regular, first: 0, second: 2); // one more attribute: x0 + x2
        Assert.Equal(
            $"The test matrix is singular: 'x{size - 1}' is a linear combination of 'x0', 'x2'. Leave attributes out, or set matrix_use_pseudoinv=true.",
            Refusal(singular, Plain));
        Assert.Equal(
            $"The test matrix is singular: 'x{size - 1}' is a linear combination of 'x0', 'x2'. The limit sml_rcond_tolerance is 1E-14.",
            Refusal(singular, Checked));
    }

    [Fact]
    public void A_matrix_that_is_no_covariance_matrix_says_so() => Assert.StartsWith(
        "The test matrix is not positive definite, which values missing in different rows can cause.",
        Refusal(System(2, (i, j) => i == j ? 1 : 2), Plain));

    [Fact]
    public void A_matrix_close_to_singular_is_refused_only_when_the_condition_is_checked()
    {
        SymmetricSystem close = System(2, (i, j) => i == j ? 1 : 1 - 1e-15);
        Assert.Equal(2, close.Factor(Plain).Rank);
        Assert.Matches("^The test matrix has reciprocal condition number .*E-1[56]\\. The limit sml_rcond_tolerance is 1E-14\\.$", Refusal(close, Checked));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(230)]
    public void The_pseudo_inverse_finds_the_shortest_solution_in_standard_deviations(int size)
    {
        SymmetricSystem singular = WithSum(System(size - 1, Autoregressive), first: 0, second: 2);
        var any = new DoubleDouble[size];
        (any[0], any[1]) = (1, 2);
        DoubleDouble[] rightHandSide = Multiply(singular.Matrix, any);
        ISymmetricFactor factor = singular.Factor(Pseudo);
        DoubleDouble[] solution = factor.Solve(rightHandSide);
        Assert.Equal(size - 1, factor.Rank);
        Assert.All(Multiply(singular.Matrix, solution).Zip(rightHandSide), pair => Assert.Equal((double)pair.First, (double)pair.Second, 1e-13));

        // What is orthogonal to the solution in standard deviations: (1, 0, 1, 0, … −1), the combination that vanishes.
        double[] deviations = [.. Enumerable.Range(0, size).Select(i => Math.Sqrt((double)singular.Matrix[i, i]))];
        double overlap = ((double)solution[0] * deviations[0] * deviations[0]) + ((double)solution[2] * deviations[2] * deviations[2])
            - ((double)solution[size - 1] * deviations[size - 1] * deviations[size - 1]);
        Assert.Equal(0, overlap, 1e-12);
    }

    [Fact]
    public void The_pseudo_inverse_gives_a_constant_attribute_zero()
    {
        ISymmetricFactor factor = System(3, (i, j) => i == 1 || j == 1 ? 0 : Autoregressive(i, j)).Factor(Pseudo);
        Assert.Equal(2, factor.Rank);
        Assert.Equal(0, (double)factor.Solve([1, 0, 1])[1]);
    }

    [Fact]
    public void A_regular_matrix_is_inverted_also_when_the_pseudo_inverse_is_allowed() =>
        Assert.Equal(
            [.. System(5, Autoregressive).Factor(Plain).Solve([1, 2, 3, 4, 5])],
            System(5, Autoregressive).Factor(Pseudo).Solve([1, 2, 3, 4, 5]));

    /// <summary>Correlation 0.6 between neighbours, and variances that grow.</summary>
    private static double Autoregressive(int i, int j) => Math.Pow(0.6, Math.Abs(i - j)) * (1 + (i % 5)) * (1 + (j % 5));

    private static SymmetricSystem System(int size, Func<int, int, double> element)
    {
        var matrix = new SymmetricMatrix(size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = element(i, j);
            }
        }

        return new SymmetricSystem("test matrix", matrix, [.. Enumerable.Range(0, size).Select(i => $"x{i}")]);
    }

    private static SymmetricSystem WithSum(SymmetricSystem system, int first, int second)
    {
        int last = system.Matrix.Size;
        SymmetricSystem longer = System(last + 1, (i, j) => i < last ? (double)system.Matrix[i, j] : 0);
        for (int j = 0; j < last; j++)
        {
            longer.Matrix[last, j] = system.Matrix[first, j] + system.Matrix[second, j];
        }

        longer.Matrix[last, last] = longer.Matrix[last, first] + longer.Matrix[last, second];
        return longer;
    }

    private static DoubleDouble[] Multiply(SymmetricMatrix matrix, DoubleDouble[] vector) =>
        [.. Enumerable.Range(0, matrix.Size).Select(i => Vectors.Dot([.. Enumerable.Range(0, matrix.Size).Select(j => matrix[i, j])], vector))];

    private static string Refusal(SymmetricSystem system, SolverOptions options) => Assert.Throws<FitException>(() => system.Factor(options)).Message;
}
