using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>Values too far apart in magnitude for one scale are rounded within a bound, never refused.</summary>
public class CoarseningTests
{
    private static readonly CoarseRows Fine =
        CoarseRows.Of(17, 10_000_000_000_000_001, -30_000_000_000_000_007, 45_999_999_999_999_999, 12_345_678_901_234_567);

    private static readonly CoarseRows Million = CoarseRows.Of(0, 1_000_000, -3);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Fact]
    public void A_large_value_after_17_decimal_places_is_learned()
    {
        SufficientStatistics statistics = Of(Fine.Block, Million.Block);
        Assert.True(statistics.IsQuantised(1));
        Assert.False(statistics.IsQuantised(0) || statistics.IsQuantised(2));
        Assert.Equal(10, statistics.Sums.Attributes[1].Scale);
        CoarseRows.All([Fine, Million]).AssertWithinBound(statistics);
        CoarseRows.All([Million, Fine]).AssertWithinBound(Of(Million.Block, Fine.Block));
    }

    [Fact]
    public void Statistics_of_far_scales_merge_in_both_orders()
    {
        SufficientStatistics fine = Of(Fine.Block), million = Of(Million.Block);
        foreach (SufficientStatistics merged in (SufficientStatistics[])[fine.Merge(million), million.Merge(fine)])
        {
            Assert.Equal((true, 10), (merged.IsQuantised(1), merged.Sums.Attributes[1].Scale));
            CoarseRows.All([Fine, Million]).AssertWithinBound(merged);
        }

        Assert.False(fine.IsQuantised(1) || million.IsQuantised(1));
    }

    [Fact]
    public void The_operand_without_room_keeps_its_last_digit()
    {
        SufficientStatistics merged = Of(Column("x", 5, 4_000_000_000_000_000_001)).Merge(Of(Column("x", 7, 250, 350, 149)));
        Assert.Equal(5, merged.Sums.Attributes[0].Scale);
        Assert.Equal(4_000_000_000_000_000_001 + 7, (long)RawMoments.Sum(merged.Sums, 0).ToBigInteger());
    }

    [Fact]
    public void What_differs_by_zeros_at_the_end_is_not_rounded()
    {
        SufficientStatistics merged = Of(Column("x", 17, 5)).Subtract(Of(Column("x", 17, 5))).Merge(Of(Column("x", 0, 1_000_000, 3)));
        Reading.AssertSame(Of(Column("x", 0, 1_000_000, 3)), merged, bounds: false);
        var zeros = new RowBlock(2, [new ColumnBlock(Continuous("x"), 17, [0, 0], [3])]);
        SufficientStatistics exact = Of(zeros, Column("x", 0, long.MaxValue / 4)).Merge(Of(zeros));
        Assert.False(exact.IsQuantised(0));
        Reading.AssertSame(Of(Column("x", 0, 0, 0, long.MaxValue / 4, 0, 0)), exact);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Cells_of_very_different_scales_fuse_in_any_order_and_grouping(int seed)
    {
        var random = new Random(seed);
        CoarseRows[] parts = [.. Enumerable.Range(0, 3)
            .Select(cell => CoarseRows.Random(random, random.Next(1, 20), (13 * cell) + random.Next(-12, 10), missing: seed % 2 == 0))];
        SufficientStatistics[] cells = [.. parts.Select(part => Of(part.Block))];
        CoarseRows all = CoarseRows.All(parts);
        foreach ((int a, int b, int c) in ((int, int, int)[])[(0, 1, 2), (0, 2, 1), (1, 2, 0)])
        {
            all.AssertWithinBound(cells[a].Merge(cells[b]).Merge(cells[c]));
            all.AssertWithinBound(cells[c].Merge(cells[b].Merge(cells[a])));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Blocks_of_random_scales_stay_within_the_bound(int seed)
    {
        var random = new Random(seed);
        CoarseRows[] parts = [.. Enumerable.Range(0, 12).Select(_ => CoarseRows.Random(random, random.Next(1, 9), random.Next(-20, 30), seed % 2 == 0))];
        CoarseRows all = CoarseRows.All(parts);
        all.AssertWithinBound(SufficientStatistics.Of(parts.Select(part => part.Block)));
        all.AssertWithinBound(SufficientStatistics.Of(parts.Reverse().Select(part => part.Block)));
        all.AssertWithinBound(Of([.. parts[..5].Select(part => part.Block)]).Merge(Of([.. parts[5..].Select(part => part.Block)])));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Forgetting_leaves_no_more_than_the_bound(int seed)
    {
        var random = new Random(seed);
        CoarseRows kept = CoarseRows.Random(random, 9, random.Next(-20, 30), missing: true);
        CoarseRows forgotten = CoarseRows.Random(random, 6, random.Next(-20, 30), missing: true);
        SufficientStatistics both = Of(kept.Block, forgotten.Block);
        kept.AssertWithinBound(both.Subtract(Of(forgotten.Block)), forgotten: 12);
        kept.AssertWithinBound(Of(forgotten.Block).Merge(Of(kept.Block)).Subtract(Of(forgotten.Block)), forgotten: 12);
        var accumulator = new StatisticsAccumulator(both);
        accumulator.Subtract(forgotten.Block);
        kept.AssertWithinBound(accumulator.Snapshot(), forgotten: 12);
    }

    [Fact]
    public void Reordering_and_selecting_commute_with_coarsening()
    {
        SufficientStatistics fine = Of(Fine.Block), million = Of(Column("late", 0, 5), Million.Block);
        Schema order = Schema.Of([Continuous("late"), Binary("flag"), Continuous("x"), Continuous("y")]);
        SufficientStatistics merged = fine.Merge(million);
        Reading.AssertSame(merged, fine.Reorder(order).Merge(million.Reorder(order)));
        Reading.AssertSame(merged.Select(["x", "flag"]), fine.Select(["x", "flag"]).Merge(million.Select(["flag", "x"])));
    }

    [Fact]
    public void The_wire_form_keeps_grid_and_mark()
    {
        SufficientStatistics statistics = Of(Fine.Block, Million.Block);
        SufficientStatistics read = SufficientStatistics.FromWire(statistics.ToWire());
        Assert.Equal(statistics.ToWire(), read.ToWire());
        Assert.True(read.IsQuantised(1));
        Reading.AssertSame(statistics, read);
        SufficientStatistics finer = Of(CoarseRows.Of(11, 123_456_789_012).Block);
        Assert.Equal(10, read.Merge(finer).Sums.Attributes[1].Scale);
        Reading.AssertSame(statistics.Merge(finer), read.Merge(finer));
    }

    [Theory]
    [InlineData(100, 9)]
    [InlineData(1, 14)]
    public void Growth_by_ten_a_block_coarsens_once_in_two_or_three_blocks(long divisor, int coarsenings)
    {
        var accumulator = new StatisticsAccumulator();
        var parts = new List<CoarseRows>();
        var scales = new HashSet<int>();
        for (int block = 0; block < 30; block++)
        {
            parts.Add(CoarseRows.Of(16 - block, 10_000_000_000_000_001 / divisor, 98_765_432_109_876_543 / divisor, -45_678_901_234_567_891 / divisor));
            accumulator.Add(parts[^1].Block);
            scales.Add(accumulator.Snapshot().Sums.Attributes[1].Scale);
        }

        Assert.Equal(coarsenings, scales.Count - 1);
        CoarseRows.All(parts).AssertWithinBound(accumulator.Snapshot());
    }

    [Fact]
    public void A_coarsened_attribute_never_returns_to_a_finer_grid()
    {
        CoarseRows[] parts = [.. Enumerable.Range(0, 200).Select(block => CoarseRows.Of(11 + (block % 7), 12_345_678_901 + block, 77))];
        SufficientStatistics statistics = SufficientStatistics.Of(parts.Select(part => part.Block).Prepend(Million.Block).Prepend(Fine.Block));
        Assert.Equal(10, statistics.Sums.Attributes[1].Scale);
        CoarseRows.All([Fine, Million, .. parts]).AssertWithinBound(statistics);
    }

    [Fact]
    public void Multiples_of_powers_of_ten_meet_fractions()
    {
        CoarseRows huge = CoarseRows.Of(-25, 71, -3, 900), fractions = CoarseRows.Of(9, 123_456_789_123, 5);
        SufficientStatistics merged = Of(huge.Block).Merge(Of(fractions.Block));
        Assert.Equal(-12, merged.Sums.Attributes[1].Scale);
        CoarseRows.All([huge, fractions]).AssertWithinBound(merged);
        CoarseRows.All([fractions, huge]).AssertWithinBound(Of(fractions.Block, huge.Block));
        RowBlock next = Column("x", -25, 71, -3, 900);
        Reading.AssertSame(Of(next, Column("x", 0, 0, 0)), Of(Column("x", 400, 2, -3)).Merge(Of(next)), bounds: false);
    }

    [Fact]
    public void Small_values_under_a_coarse_grid_still_add_up()
    {
        CoarseRows small = CoarseRows.Of(17, [.. Enumerable.Repeat(4L, 1000)]), large = CoarseRows.Of(0, 20_000_000);
        CoarseRows.All([small, large]).AssertWithinBound(Of(small.Block).Merge(Of(large.Block)));
        SufficientStatistics once = Of(small.Block).Merge(Of(CoarseRows.Of(0, 300).Block));
        Assert.Equal(14, once.Sums.Attributes[1].Scale);
        Assert.Equal(30_000_000_000_000_004, (long)RawMoments.Sum(once.Sums, 1).ToBigInteger());
        Assert.Equal(1, Of(small.Block).Merge(Of(Column("x", 0, -300))).Sums.Attributes[1].Max);
    }

    [Fact]
    public void The_variance_of_a_coarsened_constant_is_not_negative()
    {
        var constant = new StatisticsAccumulator(Of(Column("x", 17, 1_234_567_890_123_456, 1_234_567_890_123_456, 1_234_567_890_123_457)));
        RowBlock large = Column("x", 0, 1_000_000_000);
        constant.Add(large);
        constant.Subtract(large);
        SufficientStatistics statistics = constant.Snapshot();
        Assert.InRange((double)statistics.Univariate(0).Variance, 0, 1e-14);
        Assert.InRange((double)statistics.Univariate(0).FourthCentral, 0, 1e-28);
        Assert.InRange((double)statistics.Bivariate(0, 0).VarianceY, 0, 1e-14);
        Assert.InRange((double)statistics.CovarianceMatrix([0])[0, 0], 0, 1e-14);
    }

    [Fact]
    public void Third_and_fourth_moments_keep_the_precision_of_the_grid()
    {
        SufficientStatistics merged = Of(Fine.Block).Merge(Of(Million.Block));
        UnivariateMoments exact = Of(Column("x", 4, 1_000, -3_000, 4_600, 1_235, 10_000_000_000, -30_000)).Univariate(0), coarse = merged.Univariate(1);
        Assert.Equal(1, (double)(coarse.ThirdCentral / exact.ThirdCentral), 1e-9);
        Assert.Equal(1, (double)(coarse.FourthCentral / exact.FourthCentral), 1e-9);
        ConditionalMoments flagged = merged.Conditional(1, 2);
        double[] values = [-0.30000000000000007, 0.12345678901234567, -3];
        Assert.Equal(values.Average(), (double)flagged.Mean, 1e-9);
        Assert.Equal(values.Average(x => x * x) - (values.Average() * values.Average()), (double)flagged.Variance, 1e-9);
    }
}
