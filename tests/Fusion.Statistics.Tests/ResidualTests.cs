using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

public class ResidualTests
{
    [Fact]
    public void Moments_of_a_residual_are_those_of_the_residuals_of_the_rows()
    {
        // y − 2a + b/2 over the rows: 1 − 6 + 1, 4 − 2 + 2.5, 2 − 10 − 1.
        SufficientStatistics rows = Of(Rows([Continuous("y"), Continuous("a"), Binary("flag"), Continuous("b")], [1, 3, 1, 2], [4, 1, 0, 5], [2, 5, 1, -2]));
        SufficientStatistics residuals = Of(Rows(
            [Continuous("twice e"), Continuous("a"), Continuous("b")], [-8, 3, 2], [9, 1, 5], [-18, 5, -2]));
        ResidualMoments moments = rows.Residual(0, [1, 3], [2, -0.5]);
        Assert.Equal(3, moments.Count);
        Assert.Equal(residuals.Univariate(0).Mean * 0.5, moments.Mean);
        Assert.Equal(residuals.Univariate(0).Variance * 0.25, moments.Variance);
        Assert.Equal([residuals.Bivariate(0, 1).Covariance * 0.5, residuals.Bivariate(0, 2).Covariance * 0.5], moments.Covariances.ToArray());
    }

    [Fact]
    public void A_perfect_fit_has_variance_zero_however_large_the_numbers_and_fine_the_coefficients()
    {
        const double Fine = 1.0 / (1L << 40);
        SufficientStatistics rows = Of(Rows([Continuous("y"), Continuous("x")], [3_000_000, 0], [3_000_001, 1], [3_000_007, 7]), Column("z", 3, 1));
        ResidualMoments perfect = rows.Select(["y", "x"]).Subtract(Of(Rows([Continuous("z")], [1]))).Residual(0, [1], [1]);
        ResidualMoments off = rows.Residual(0, [1], [new DoubleDouble(1, Fine * Fine)]);
        Assert.Equal(0, perfect.Variance);
        Assert.Equal(3_000_000, perfect.Mean);
        Assert.Equal(rows.Univariate(1).Variance * Fine * Fine * Fine * Fine, off.Variance);
        Assert.Equal(-rows.Univariate(1).Variance * Fine * Fine, off.Covariances[0]);
    }

    [Fact]
    public void Scales_of_both_signs_meet()
    {
        SufficientStatistics rows = Of(Block([new(25, 1), new(3, -2)], [new(-75, 2), new(5, -2)]));
        ResidualMoments moments = rows.Residual(0, [1], [0.25]); // 2.5 − 75, −0.75 − 125
        Assert.Equal((-72.5 - 125.75) / 2, moments.Mean);
        Assert.Equal(53.25 * 53.25 / 4, moments.Variance);
        Assert.Equal(-53.25 * 200 / 4, moments.Covariances[0]);
    }

    [Fact]
    public void With_values_missing_in_different_rows_pairwise_covariances_stand_in()
    {
        SufficientStatistics rows = Of(Rows([Continuous("y"), Continuous("x")], [1, 3], [4, null], [2, 5], [null, 7]));
        ResidualMoments moments = rows.Residual(0, [1], [0.5]);
        DoubleDouble covariance = rows.Bivariate(0, 1).Covariance, variance = rows.Univariate(1).Variance;
        Assert.Equal((double)(covariance - (0.5 * variance)), (double)moments.Covariances[0], 1e-15);
        Assert.Equal((double)(rows.Univariate(0).Variance - covariance + (0.25 * variance)), (double)moments.Variance, 1e-15);
        Assert.Equal((7 / 3.0) - 2.5, (double)moments.Mean, 1e-15);
    }

    [Fact]
    public void Without_rows_or_with_a_coefficient_that_is_not_finite_there_is_no_residual()
    {
        SufficientStatistics rows = Of(Rows([Continuous("y"), Continuous("x")], [1, 3], [4, 2]));
        Assert.True(DoubleDouble.IsNaN(rows.Residual(0, [1], [double.PositiveInfinity]).Variance));
        ResidualMoments none = rows.Subtract(rows).Residual(0, [1], [1]);
        Assert.True(DoubleDouble.IsNaN(none.Mean) && DoubleDouble.IsNaN(none.Covariances[0]));
        Assert.Throws<ArgumentException>(() => rows.Residual(0, [1], []));
    }

    private static RowBlock Block(params DecimalNumber[][] rows)
    {
        var builder = new RowBlockBuilder([Continuous("y"), Continuous("x")]);
        foreach (DecimalNumber[] row in rows)
        {
            builder.Set(0, row[0]);
            builder.Set(1, row[1]);
            builder.EndRow();
        }

        return builder.Build();
    }
}
