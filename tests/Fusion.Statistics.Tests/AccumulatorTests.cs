using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

public class AccumulatorTests
{
    [Fact]
    public void A_snapshot_does_not_change_with_its_accumulator()
    {
        var accumulator = new StatisticsAccumulator();
        accumulator.Add(Column("x", 0, 1, 2));
        SufficientStatistics snapshot = accumulator.Snapshot();
        StatisticsDigest digest = snapshot.Digest();
        accumulator.Add(Column("x", 1, 5));
        accumulator.Add(Of(Column("y", 0, 5)));
        Assert.Equal((2, 1, digest), (snapshot.Rows, snapshot.Schema.Count, SufficientStatistics.FromWire(snapshot.ToWire()).Digest()));
        Assert.Equal((4, 2), (accumulator.Rows, accumulator.Schema.Count));
    }

    [Fact]
    public void Snapshots_without_a_change_between_are_one_object()
    {
        var accumulator = new StatisticsAccumulator(Of(Column("x", 0, 1)));
        Assert.Same(accumulator.Snapshot(), accumulator.Snapshot());
    }

    [Fact]
    public void An_accumulator_that_goes_on_from_a_statistic_leaves_it_alone()
    {
        SufficientStatistics start = Of(Column("x", 0, 1));
        var accumulator = new StatisticsAccumulator(start);
        accumulator.Add(Column("x", 0, 2));
        Assert.Equal((1, 2), (start.Rows, accumulator.Rows));
        Reading.AssertSame(Of(Column("x", 0, 1, 2)), accumulator.Snapshot());
    }

    [Fact]
    public void A_statistic_can_be_added_to_itself()
    {
        SufficientStatistics once = Of(Column("x", 0, 1, 5));
        var accumulator = new StatisticsAccumulator(once);
        accumulator.Add(accumulator.Snapshot());
        Reading.AssertSame(Of(Column("x", 0, 1, 5, 1, 5)), accumulator.Snapshot());
    }

    [Fact]
    public void A_stream_of_blocks_allocates_nothing()
    {
        RowBlock block = Rows([Continuous("x"), Continuous("y"), Binary("b")], [1, 2, 1], [4, null, 0], [9, 5, null]);
        var accumulator = new StatisticsAccumulator();
        accumulator.Add(block);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
        {
            accumulator.Add(block);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Conditional_moments_are_those_of_the_rows_where_the_flag_is_1()
    {
        SufficientStatistics statistics = Of(Rows([Continuous("x"), Binary("b")], [3, 1], [100, 0], [6, 1], [null, 1], [9, 1], [5, null]));
        Assert.Equal(new ConditionalMoments(3, 18, 6, 6), statistics.Conditional(0, 1));
    }

    [Fact]
    public void Conditional_variance_by_a_continuous_weight_uses_the_sum_of_squared_products()
    {
        SufficientStatistics statistics = Of(Rows([Continuous("x"), Continuous("y")], [3, 2], [5, 1], [-4, 3]));
        (double weight, double product, double squared) = (2 + 1 + 3, 6 + 5 - 12, 36 + 25 + 144);
        ConditionalMoments moments = statistics.Conditional(0, 1);
        Assert.Equal((weight, product, product / weight), ((double)moments.Count, (double)moments.Sum, (double)moments.Mean));
        Assert.Equal((squared - (product * product / weight)) / weight, (double)moments.Variance, 12);
    }

    [Fact]
    public void Conditional_variance_of_a_binary_attribute_by_a_continuous_weight_is_exact()
    {
        SufficientStatistics statistics = Of(Rows([Binary("b"), Continuous("y")], [1, 2], [0, 5], [1, 4]));
        double expected = (4 + 16 - (36 / 11.0)) / 11;
        Assert.Equal(expected, (double)statistics.Conditional(0, 1).Variance, 15);
    }

    [Fact]
    public void The_covariance_matrix_holds_the_pairwise_covariances()
    {
        SufficientStatistics statistics = Of(Rows([Continuous("x"), Continuous("y"), Binary("b")], [3, 2, 1], [5, null, 0], [-4, 3, 1]));
        SymmetricMatrix matrix = statistics.CovarianceMatrix([2, 0, 1]);
        Assert.Equal(statistics.Bivariate(0, 1).Covariance, matrix[2, 1]);
        Assert.Equal(statistics.Bivariate(2, 0).Covariance, matrix[0, 1]);
        Assert.Equal(statistics.Univariate(0).Variance, matrix[1, 1]);
    }
}
