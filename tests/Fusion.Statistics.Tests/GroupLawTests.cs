using FsCheck.Xunit;

namespace Fusion.Statistics.Tests;

[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 25, Replay = "20240229,7")]
public class GroupLawTests
{
    [Property]
    public void Merging_is_commutative(Sample left, Sample right)
    {
        SufficientStatistics a = SufficientStatistics.Of(left.Blocks), b = SufficientStatistics.Of(right.Blocks);
        Reading.AssertSame(a.Merge(b), b.Merge(a));
    }

    [Property]
    public void Merging_is_associative(Sample first, Sample second, Sample third)
    {
        SufficientStatistics a = SufficientStatistics.Of(first.Blocks), b = SufficientStatistics.Of(second.Blocks), c = SufficientStatistics.Of(third.Blocks);
        Reading.AssertSame(a.Merge(b).Merge(c), a.Merge(b.Merge(c)));
    }

    [Property]
    public void The_empty_statistic_is_neutral_on_both_sides(Sample sample)
    {
        SufficientStatistics statistics = SufficientStatistics.Of(sample.Blocks);
        Reading.AssertSame(statistics, statistics.Merge(SufficientStatistics.Empty));
        Reading.AssertSame(statistics, SufficientStatistics.Empty.Merge(statistics));
        Reading.AssertSame(statistics, statistics.Subtract(SufficientStatistics.Empty));
        Assert.True(SufficientStatistics.Empty.Merge(statistics).HasSquaredProducts);
    }

    [Property]
    public void Adding_and_subtracting_is_as_if_never_seen(Sample kept, Sample forgotten)
    {
        SufficientStatistics before = SufficientStatistics.Of(kept.Blocks), other = SufficientStatistics.Of(forgotten.Blocks);
        Reading.AssertSame(before, before.Merge(other).Subtract(other), bounds: false);
        Reading.AssertSame(before, other.Merge(before).Subtract(other), bounds: false);
        Reading.AssertSame(SufficientStatistics.Empty, other.Subtract(other), bounds: false);
    }

    [Property]
    public void Subtracting_what_was_never_learned_is_undone_by_learning_it(Sample kept, Sample unknown)
    {
        SufficientStatistics before = SufficientStatistics.Of(kept.Blocks), other = SufficientStatistics.Of(unknown.Blocks);
        SufficientStatistics negative = SufficientStatistics.Empty.Subtract(other);
        Assert.Equal(-other.Rows, negative.Rows);
        Assert.True(DoubleDouble.IsNaN(negative.Univariate(0).Mean));
        Reading.AssertSame(before, before.Subtract(other).Merge(other), bounds: false);
        Reading.AssertSame(before, before.Merge(other).Merge(negative), bounds: false);
    }

    [Property]
    public void Subtracting_blocks_equals_subtracting_their_statistic(Sample kept, Sample forgotten)
    {
        var accumulator = new StatisticsAccumulator();
        foreach (RowBlock block in forgotten.Blocks.Concat(kept.Blocks))
        {
            accumulator.Add(block);
        }

        foreach (RowBlock block in forgotten.Blocks)
        {
            accumulator.Subtract(block);
        }

        Reading.AssertSame(SufficientStatistics.Of(kept.Blocks), accumulator.Snapshot(), bounds: false);
    }

    [Property]
    public void Any_split_over_1_to_64_cells_in_any_order_gives_one_result(Sample sample, int seed)
    {
        var random = new Random(seed);
        IReadOnlyDictionary<string, object>[] rows = [.. sample.Rows];
        SufficientStatistics whole = SufficientStatistics.Of(sample.Blocks);
        random.Shuffle(rows);
        var cells = new StatisticsAccumulator[random.Next(1, 65)];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            cells[cell] = new StatisticsAccumulator();
        }

        for (int next = 0; next < rows.Length;)
        {
            int size = Math.Min(random.Next(1, 9), rows.Length - next);
            cells[random.Next(cells.Length)].Add(Sample.Block(rows[next..(next + size)]));
            next += size;
        }

        var fusion = new StatisticsAccumulator();
        foreach (StatisticsAccumulator cell in cells)
        {
            fusion.Add(cell.Snapshot());
        }

        Reading.AssertSame(whole, fusion.Snapshot());
    }

    [Property]
    public void Scale_and_pivot_leave_no_trace(Sample sample)
    {
        var restated = new StatisticsAccumulator();
        RowBlock finer = Sample.Block([new Dictionary<string, object>
        {
            ["small"] = new DecimalNumber(987_654_321, 9),
            ["money"] = new DecimalNumber(-12_345_678_901_234, 8),
            ["mixed"] = new DecimalNumber(1, 10),
            ["constant"] = new DecimalNumber(99_999, 1),
            ["huge"] = new DecimalNumber(3, -9),
            ["town"] = "elsewhere",
        }]);
        restated.Add(finer);
        foreach (RowBlock block in sample.Blocks)
        {
            restated.Add(block);
        }

        restated.Subtract(finer);
        Reading.AssertSame(SufficientStatistics.Of(sample.Blocks), restated.Snapshot(), bounds: false);
    }
}
