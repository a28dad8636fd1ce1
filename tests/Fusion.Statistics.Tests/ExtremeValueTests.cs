using System.Numerics;
using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

public class ExtremeValueTests
{
    private const long Largest = (1L << 62) - 1;

    [Fact]
    public void Mantissas_at_the_bound_sum_exactly_to_the_fourth_power()
    {
        ExactSums sums = Of(Column("x", 0, Largest, -Largest, Largest), Column("x", 0, -Largest, -Largest)).Sums;
        var m = new BigInteger(Largest);
        Assert.Equal(-m, RawMoments.Sum(sums, 0).ToBigInteger());
        Assert.Equal(5 * m * m, RawMoments.Product(sums, 0, 0).ToBigInteger());
        Assert.Equal(-m * m * m, RawMoments.Cubes(sums, 0).ToBigInteger());
        Assert.Equal(5 * m * m * m * m, RawMoments.Fourths(sums, 0).ToBigInteger());
    }

    [Fact]
    public void Five_times_ten_to_the_ten_rows_by_doubling_have_the_moments_of_three()
    {
        SufficientStatistics three = Of(Rows([Continuous("x"), Continuous("y"), Binary("b")], [1, 7, 1], [2, null, 0], [-40, 9, 1]));
        SufficientStatistics many = three;
        for (int doubling = 0; doubling < 34; doubling++)
        {
            many = many.Merge(many);
        }

        Assert.Equal(3L << 34, many.Rows);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(three.Univariate(i) with { Count = 0, Sum = 0 }, many.Univariate(i) with { Count = 0, Sum = 0 });
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(three.Bivariate(i, j).Covariance, many.Bivariate(i, j).Covariance);
            }
        }

        Assert.Equal(three.Conditional(0, 2).Variance, many.Conditional(0, 2).Variance);
        SufficientStatistics rest = many;
        for (int halving = 33; halving >= 0; halving--)
        {
            rest = rest.Subtract(Times(three, halving));
        }

        Reading.AssertSame(three, rest);
    }

    [Fact]
    public void Rows_beyond_63_bits_are_refused_and_nothing_changes()
    {
        SufficientStatistics half = Times(Of(Column("x", 0, Largest)), 62);
        var accumulator = new StatisticsAccumulator(half);
        Assert.Throws<OverflowException>(() => accumulator.Add(half));
        Reading.AssertSame(half, accumulator.Snapshot());
        Assert.Equal(Largest, (double)half.Univariate(0).Mean);
    }

    [Fact]
    public void A_finer_scale_that_arrives_late_restates_the_sums_exactly()
    {
        SufficientStatistics late = Of(Column("x", 0, 3, -4), Column("x", -2, 12), Column("x", 14, 1, 5), Column("x", 15, 1));
        SufficientStatistics early = Of(Column("x", 14, 5), Column("x", 0, -4, 1200), Column("x", 15, 10, 1), Column("x", 0, 3));
        Assert.False(late.IsQuantised(0));
        Reading.AssertSame(early, late);
    }

    [Fact]
    public void A_value_finer_than_the_attribute_has_room_for_is_rounded_half_to_even_and_marked()
    {
        SufficientStatistics statistics = Of(Column("x", 0, 4_000_000_000_000_000_000), Column("x", 1, 25, 35, -25, 26));
        Assert.True(statistics.IsQuantised(0));
        Assert.Equal(4_000_000_000_000_000_000 + 2 + 4 - 2 + 3, (Int128)ReadRaw(statistics));
        Assert.True(SufficientStatistics.FromWire(statistics.ToWire()).IsQuantised(0));
        Reading.AssertSame(Of(Column("x", 0, 4_000_000_000_000_000_000, 2, 4, -2, 3)), statistics);
    }

    [Fact]
    public void A_constant_attribute_has_variance_zero_at_any_offset()
    {
        SufficientStatistics statistics = Of(Column("x", 5, Largest, Largest), Column("x", 5, Largest));
        Assert.Equal(0, statistics.Univariate(0).Variance);
        Assert.Equal(0, statistics.Univariate(0).FourthCentral);
        Assert.True(double.IsNaN(statistics.Bivariate(0, 0).Correlation));
    }

    [Fact]
    public void An_attribute_without_values_has_no_moments()
    {
        SufficientStatistics statistics = Of(Rows([Continuous("x"), Continuous("y")], [1, null], [2, null]));
        UnivariateMoments moments = statistics.Univariate(1);
        Assert.Equal(0, moments.Count);
        Assert.True(DoubleDouble.IsNaN(moments.Mean) && DoubleDouble.IsNaN(moments.Variance) && double.IsNaN(moments.Min));
        Assert.True(DoubleDouble.IsNaN(statistics.Bivariate(0, 1).Covariance));
        Assert.True(DoubleDouble.IsNaN(statistics.Conditional(0, 1).Mean));
    }

    [Fact]
    public void Wide_and_narrow_columns_multiply_exactly()
    {
        AttributeInfo[] attributes = [Continuous("wide"), Continuous("narrow"), Binary("flag")];
        var builder = new RowBlockBuilder(attributes);
        BigInteger product = 0, square = 0;
        for (int row = 0; row < RowBlock.Capacity; row++)
        {
            long wide = row % 2 == 0 ? Largest - row : -Largest + (3 * row);
            builder.Set(0, new DecimalNumber(wide, 0));
            builder.Set(1, new DecimalNumber(row - 7, 0));
            builder.Set(2, new DecimalNumber(row % 3 == 0 ? 1 : 0, 0));
            builder.EndRow();
            product += (BigInteger)wide * (row - 7);
            square += row % 3 == 0 ? (BigInteger)wide * wide : 0;
        }

        ExactSums sums = Of(builder.Build()).Sums;
        Assert.Equal(product, RawMoments.Product(sums, 0, 1).ToBigInteger());
        Assert.Equal(square, RawMoments.SquaresWhere(sums, 0, 2).ToBigInteger());
    }

    private static BigInteger ReadRaw(SufficientStatistics statistics) => RawMoments.Sum(statistics.Sums, 0).ToBigInteger();

    private static SufficientStatistics Times(SufficientStatistics statistics, int doublings)
    {
        for (int doubling = 0; doubling < doublings; doubling++)
        {
            statistics = statistics.Merge(statistics);
        }

        return statistics;
    }
}
