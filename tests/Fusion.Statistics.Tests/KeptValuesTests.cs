using FsCheck.Xunit;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>Value counts inside statistics obey the laws of the sums, with ==.</summary>
[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 25, Replay = "20240311,3")]
public class KeptValuesTests
{
    private static readonly SufficientStatistics Uncounted = SufficientStatistics.Of([Rows([Continuous("a"), Continuous("b")], [1, 2], [3, null])]);

    [Property]
    public void Counts_are_those_of_the_values_of_the_rows(Sample sample)
    {
        SufficientStatistics statistics = Counting.Of(sample.Blocks);
        for (int i = 0; i < statistics.Schema.Count; i++)
        {
            AttributeInfo attribute = statistics.Schema[i];
            Assert.Equal(Counting.ByOne(sample.Rows.Select(row => Sample.ValueOf(attribute, row)).OfType<DecimalNumber>()), statistics.Values(i));
        }
    }

    [Property]
    public void Any_split_and_order_of_the_rows_gives_the_same_counts(Sample sample, int seed)
    {
        var random = new Random(seed);
        IReadOnlyDictionary<string, object>[] rows = [.. sample.Rows];
        random.Shuffle(rows);
        var cells = new StatisticsAccumulator[random.Next(1, 9)];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            cells[cell] = new StatisticsAccumulator(valueCounts: true);
        }

        for (int next = 0; next < rows.Length;)
        {
            int size = Math.Min(random.Next(1, 9), rows.Length - next);
            cells[random.Next(cells.Length)].Add(Sample.Block(rows[next..(next + size)]));
            next += size;
        }

        SufficientStatistics fused = cells.Aggregate(SufficientStatistics.Empty, (sum, cell) => cell.Snapshot().Merge(sum));
        Counting.AssertSame(Counting.Of(sample.Blocks), fused);
    }

    [Property]
    public void Adding_and_subtracting_is_as_if_never_seen(Sample kept, Sample forgotten)
    {
        SufficientStatistics before = Counting.Of(kept.Blocks), other = Counting.Of(forgotten.Blocks);
        Counting.AssertSame(before, before.Merge(other).Subtract(other));
        Counting.AssertSame(before, other.Merge(before).Subtract(other));
        Counting.AssertSame(before, SufficientStatistics.Empty.Subtract(other).Merge(before).Merge(other));
        var accumulator = new StatisticsAccumulator(valueCounts: true);
        foreach (RowBlock block in forgotten.Blocks.Concat(kept.Blocks))
        {
            accumulator.Add(block);
        }

        foreach (RowBlock block in forgotten.Blocks)
        {
            accumulator.Subtract(block);
        }

        Counting.AssertSame(before, accumulator.Snapshot());
    }

    [Property]
    public void Merging_is_commutative_and_associative_whoever_counts(Sample first, Sample second, Sample third, byte counted)
    {
        SufficientStatistics[] all = [.. new[] { first, second, third }.Select((sample, i) =>
            ((counted >> i) & 1) != 0 ? Counting.Of(sample.Blocks) : SufficientStatistics.Of(sample.Blocks))];
        SufficientStatistics merged = all[0].Merge(all[1]).Merge(all[2]);
        Assert.Equal((counted & 7) != 0, merged.HasValueCounts);
        Counting.AssertSame(merged, all[2].Merge(all[1].Merge(all[0])));
        Counting.AssertSame(merged, all[1].Merge(SufficientStatistics.Empty).Merge(all[2]).Merge(all[0]));
        Counting.AssertSame(merged, merged.Subtract(SufficientStatistics.Empty));
    }

    [Property]
    public void The_empty_statistic_is_neutral_on_both_sides(Sample sample)
    {
        SufficientStatistics statistics = Counting.Of(sample.Blocks);
        Assert.True(statistics.HasValueCounts);
        SufficientStatistics none = SufficientStatistics.Empty;
        foreach (SufficientStatistics empty in (SufficientStatistics[])[none, Counting.Of(), none.Reorder(statistics.Schema)])
        {
            Counting.AssertSame(statistics, statistics.Merge(empty));
            Counting.AssertSame(statistics, empty.Merge(statistics));
            Counting.AssertSame(statistics, statistics.Subtract(empty));
        }
    }

    [Property]
    public void Attributes_keep_their_counts_when_chosen_removed_and_reordered(Sample sample)
    {
        SufficientStatistics statistics = Counting.Of(sample.Blocks);
        string[] names = [.. statistics.Schema.Select(attribute => attribute.Name).Reverse()];
        string[] half = [.. names.Where((_, i) => i % 2 == 0)];
        var larger = Schema.Of([Continuous("new"), .. statistics.Schema.Reverse()]);
        foreach (SufficientStatistics projected in (SufficientStatistics[])[
            statistics.Select(half), statistics.Remove([.. names.Except(half)]), statistics.Reorder(larger)])
        {
            Assert.True(projected.HasValueCounts);
            foreach (AttributeInfo attribute in projected.Schema.Where(attribute => attribute.Name != "new"))
            {
                Assert.Equal(
                    statistics.Values(statistics.Schema.IndexOf(attribute.Name)), projected.Values(projected.Schema.IndexOf(attribute.Name)));
            }
        }
    }

    [Property]
    public void Counting_leaves_sums_and_digest_alone(Sample sample) =>
        Reading.AssertSame(SufficientStatistics.Of(sample.Blocks), Counting.Of(sample.Blocks));

    [Fact]
    public void Only_attributes_with_uncounted_values_lose_their_counts()
    {
        SufficientStatistics counted = Counting.Of(Rows([Continuous("b"), Continuous("c"), Binary("flag")], [4, 5, 1], [4, 6, 0]));
        foreach (SufficientStatistics merged in (SufficientStatistics[])[counted.Merge(Uncounted), Uncounted.Merge(counted), Uncounted.Subtract(counted)])
        {
            Assert.True(merged.HasValueCounts);
            Assert.Null(merged.Values(merged.Schema.IndexOf("a")));
            Assert.Null(merged.Values(merged.Schema.IndexOf("b")));
            Assert.Equal(2, merged.Values(merged.Schema.IndexOf("c"))!.Distinct);
            Assert.NotNull(merged.Values(merged.Schema.IndexOf("flag")));
        }
    }

    [Fact]
    public void Rows_without_a_value_do_not_count_and_do_not_matter()
    {
        SufficientStatistics missing = SufficientStatistics.Of([Rows([Continuous("b"), Continuous("z")], [null, 1])]);
        SufficientStatistics counted = Counting.Of(Rows([Continuous("b")], [4], [null], [4]));
        SufficientStatistics merged = counted.Merge(missing);
        Assert.Equal(counted.Values(0), merged.Values(0));
        Assert.Equal((2, 4.0), (merged.Values(0)!.Count, merged.Values(0)!.Median));
        Assert.Null(merged.Values(1));
    }

    [Fact]
    public void A_statistic_that_does_not_count_has_the_counts_of_binary_attributes_only()
    {
        SufficientStatistics statistics = SufficientStatistics.Of([Rows([Continuous("x"), Binary("b")], [1, 1], [2, 0], [3, null], [4, 1])]);
        Assert.False(statistics.HasValueCounts);
        Assert.Null(statistics.Values(0));
        Assert.Equal(Counting.ByOne([new DecimalNumber(1, 0), new DecimalNumber(0, 0), new DecimalNumber(1, 0)]), statistics.Values(1));
        Assert.False(SufficientStatistics.Empty.HasValueCounts);
    }

    [Fact]
    public void Values_are_counted_as_learned_however_much_the_sums_are_rounded()
    {
        RowBlock fine = Column("x", 17, 10_000_000_000_000_001, -30_000_000_000_000_007), large = Column("x", 0, 1_000_000, -3);
        SufficientStatistics coarse = Counting.Of(fine, large);
        Assert.True(coarse.IsQuantised(0));
        Assert.False(coarse.Values(0)!.IsExact);
        Counting.AssertSame(coarse, Counting.Of(large, fine));
        Counting.AssertSame(coarse, Counting.Of(large).Merge(Counting.Of(fine)));
        SufficientStatistics forgotten = coarse.Subtract(Counting.Of(large));
        Assert.Equal(Counting.Of(fine).Values(0)!.Collapse(), forgotten.Values(0));

        ColumnBlock rounded = ColumnBlock.FromDoubles(Continuous("x"), [1e-30, 1e5, Math.PI]);
        Assert.True(rounded.Quantised);
        Assert.Equal(ValueCounts.Of(rounded), Counting.Of(new RowBlock(3, [rounded])).Values(0));
    }

    [Fact]
    public void Extremes_and_median_are_right_after_forgetting()
    {
        SufficientStatistics statistics = Counting.Of(Column("x", 1, 15, 25, 40, 25)).Subtract(Counting.Of(Column("x", 2, 400, 150)));
        Assert.Equal((2.5, 2.5, 2.5), (statistics.Values(0)!.Min, statistics.Values(0)!.Max, statistics.Values(0)!.Median));
        Assert.Equal((1.5, 4.0), (statistics.Univariate(0).Min, statistics.Univariate(0).Max));
    }
}
