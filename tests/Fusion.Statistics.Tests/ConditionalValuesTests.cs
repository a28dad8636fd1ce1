using FsCheck.Xunit;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>Value counts where a binary attribute is 1. <see cref="KeptValuesTests"/> compares them too and so has their laws.</summary>
[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 25, Replay = "20240313,3")]
public class ConditionalValuesTests
{
    private static readonly AttributeInfo X = Continuous("x"), Y = Continuous("y"), Flag = Binary("flag");
    private static readonly AttributeInfo Ulm = Dummy("town", "Ulm"), Bonn = Dummy("town", "Bonn");

    [Property]
    public void Counts_are_those_of_the_values_of_the_rows_where_the_condition_is_1(Sample sample)
    {
        SufficientStatistics statistics = Counting.Of(sample.Blocks);
        foreach ((int i, int j) in Pairs(statistics.Schema))
        {
            IEnumerable<DecimalNumber> values = sample.Rows
                .Where(row => Sample.ValueOf(statistics.Schema[j], row) is { Mantissa: 1 })
                .Select(row => Sample.ValueOf(statistics.Schema[i], row)).OfType<DecimalNumber>();
            Assert.Equal(Counting.ByOne(values), statistics.ConditionalValues(i, j));
        }
    }

    [Property]
    public void Pairs_keep_their_counts_when_attributes_are_chosen_removed_and_reordered(Sample sample)
    {
        SufficientStatistics statistics = Counting.Of(sample.Blocks);
        string[] names = [.. statistics.Schema.Select(attribute => attribute.Name).Reverse()];
        string[] half = [.. names.Where((_, i) => i % 2 == 0)];
        var larger = Schema.Of([Continuous("new"), Binary("other"), .. statistics.Schema.Reverse()]);
        foreach (SufficientStatistics projected in (SufficientStatistics[])[
            statistics.Select(half), statistics.Remove([.. names.Except(half)]), statistics.Reorder(larger)])
        {
            foreach ((int i, int j) in Pairs(projected.Schema))
            {
                (int before, int condition) = (statistics.Schema.IndexOf(projected.Schema[i].Name), statistics.Schema.IndexOf(projected.Schema[j].Name));
                ValueCounts? expected = before < 0 || condition < 0 ? ValueCounts.Empty : statistics.ConditionalValues(before, condition);
                Assert.Equal(expected, projected.ConditionalValues(i, j));
            }
        }
    }

    [Property]
    public void Subtracting_what_was_never_learned_is_undone_by_learning_it(Sample kept, Sample unknown)
    {
        SufficientStatistics before = Counting.Of(kept.Blocks), other = Counting.Of(unknown.Blocks);
        Counting.AssertSame(before, before.Subtract(other).Merge(other));
        Counting.AssertSame(before, before.Merge(SufficientStatistics.Empty.Subtract(other)).Merge(other));
    }

    [Fact]
    public void A_pair_that_had_no_value_with_a_1_before_starts_empty()
    {
        SufficientStatistics statistics = Counting.Of(
            Rows([X, Ulm], [1, 1], [2, 1], [3, null]),
            Rows([X, Y, Bonn, Flag], [4, 7, 1, 1], [4, null, 1, 1]));

        Assert.Equal(Values(1, 2), Given(statistics, X, Ulm));
        Assert.Equal(Values(4, 4), Given(statistics, X, Bonn));
        Assert.Equal(Values(4, 4), Given(statistics, X, Flag));
        Assert.Equal(Values(7), Given(statistics, Y, Bonn));
        Assert.Equal(ValueCounts.Empty, Given(statistics, Y, Ulm));
    }

    [Fact]
    public void Only_pairs_that_had_uncounted_values_with_a_1_lose_their_counts()
    {
        SufficientStatistics counted = Counting.Of(Rows([X, Y, Flag, Ulm, Bonn], [1, 2, 1, 1, 0], [3, 4, 1, 0, 1]));
        SufficientStatistics uncounted = SufficientStatistics.Of([Rows([X, Flag, Ulm], [5, 0, 1], [null, 0, 0])]);
        foreach (SufficientStatistics merged in (SufficientStatistics[])[counted.Merge(uncounted), uncounted.Merge(counted), counted.Subtract(uncounted)])
        {
            Assert.Null(Given(merged, X, Ulm));
            Assert.Equal(Values(1, 3), Given(merged, X, Flag));
            Assert.Equal(Values(3), Given(merged, X, Bonn));
            Assert.Equal(Values(2), Given(merged, Y, Ulm));
        }

        Assert.Equal(Values(1), Given(counted.Merge(uncounted.Subtract(uncounted)), X, Ulm));
        Assert.Null(Given(counted.Merge(uncounted).Subtract(uncounted), X, Ulm));
    }

    [Theory]
    [InlineData(32, 32, true)]
    [InlineData(1, 1024, true)]
    [InlineData(25, 41, false)]
    public void Up_to_1024_pairs_are_counted(int continuous, int binary, bool kept)
    {
        SufficientStatistics statistics = Counting.Of(Wide(continuous, binary));
        Assert.NotNull(statistics.Values(0));
        Assert.Equal(kept ? Values(5) : null, statistics.ConditionalValues(0, statistics.Schema.IndexOf("b0")));
    }

    [Fact]
    public void Beyond_1024_pairs_counts_are_dropped_for_good_in_whatever_order()
    {
        SufficientStatistics few = Counting.Of(Wide(2, 500)), more = Counting.Of(Wide(3, 300)), others = Counting.Of(Rows([X, Flag], [1, 1]));
        foreach (SufficientStatistics merged in (SufficientStatistics[])[
            few.Merge(more).Merge(others), others.Merge(more.Merge(few)), more.Merge(others).Merge(few), few.Reorder(few.Merge(more).Schema).Merge(others)])
        {
            Assert.True(merged.HasValueCounts);
            Assert.All((string[])["b0", "b298", "b450"], flag => Assert.Null(Given(merged, Continuous("x0"), Binary(flag))));
            Assert.Null(Given(merged, Continuous("x2"), Binary("b0")));
            Assert.Equal(merged.Values(merged.Schema.IndexOf("x")), Given(merged, X, Flag)); // always 1, so that it follows
            Assert.NotNull(merged.Values(0));
        }

        SufficientStatistics left = few.Merge(more).Select(["x0", "b0", "b450"]);
        Assert.Null(left.ConditionalValues(0, 1));
        Assert.Null(left.Merge(few).ConditionalValues(0, 1));
        Assert.Equal(Values(1), Given(left.Merge(others), X, Flag));
        Assert.Null(few.Merge(more).RestartValueCounts(counting: true).Select(["x0", "b0"]).ConditionalValues(0, 1));
        Assert.Equal(ValueCounts.Empty, left.RestartValueCounts(counting: true).ConditionalValues(0, 1));
    }

    [Fact]
    public void A_late_beginning_counts_what_came_since_and_an_end_leaves_the_sums()
    {
        SufficientStatistics late = SufficientStatistics.Of([Rows([X, Flag], [1, 1])]).RestartValueCounts(counting: true);
        Assert.Equal(ValueCounts.Empty, late.ConditionalValues(0, 1));
        Assert.Equal(Values(2, 2), late.Merge(Counting.Of(Rows([X, Flag], [2, 1], [2, 1], [3, 0]))).ConditionalValues(0, 1));

        SufficientStatistics counted = Counting.Of(Rows([X, Flag], [1, 1], [2, 0]));
        Assert.Null(counted.RestartValueCounts(counting: false).ConditionalValues(0, 1));
        Assert.Equal(counted.Digest(), counted.RestartValueCounts(counting: false).Digest());
    }

    [Fact]
    public void Snapshots_keep_their_counts()
    {
        var accumulator = new StatisticsAccumulator(valueCounts: true);
        accumulator.Add(Rows([X, Flag], [1, 1], [2, 1], [9, 0]));
        accumulator.Add(Rows([X, Flag], [2, 1]));
        SufficientStatistics first = accumulator.Snapshot();
        accumulator.Add(Rows([X, Flag], [3, 1]));
        SufficientStatistics second = accumulator.Snapshot();
        accumulator.Subtract(Rows([X, Flag], [1, 1]));
        Assert.Equal(Values(1, 2, 2), first.ConditionalValues(0, 1));
        Assert.Equal(Values(1, 2, 2, 3), second.ConditionalValues(0, 1));
        Assert.Equal(Values(2, 2, 3), accumulator.Snapshot().ConditionalValues(0, 1));
    }

    [Fact]
    public void Counts_by_bucket_are_those_of_the_values_and_stay_so_when_values_are_forgotten()
    {
        RowBlock[] blocks = [.. Enumerable.Range(0, 11_000).Chunk(RowBlock.Capacity)
            .Select(rows => Rows([X, Flag], [.. rows.Select(row => (int?[])[row * 1001, row % 2])]))];
        SufficientStatistics statistics = Counting.Of(blocks), first = Counting.Of(blocks[0]);
        ValueCounts counts = statistics.ConditionalValues(0, 1)!;
        Assert.Equal((false, 5_500), (counts.IsExact, counts.Count));
        Assert.Equal(Values([.. Enumerable.Range(0, 5_500).Select(odd => (long)((2 * odd) + 1) * 1001)]), counts);
        Counting.AssertSame(statistics, blocks.Reverse().Select(block => Counting.Of(block)).Aggregate((sum, one) => sum.Merge(one)));

        ValueCounts left = statistics.Subtract(Counting.Of(blocks[1..])).ConditionalValues(0, 1)!;
        Assert.Equal(first.ConditionalValues(0, 1)!.Collapse(), left);
    }

    [Fact]
    public void A_stream_of_blocks_allocates_nothing()
    {
        RowBlock block = Rows(
            [X, Y, Flag, Ulm], [.. Enumerable.Range(0, RowBlock.Capacity).Select(row => (int?[])[row % 200, row % 7, row % 2, row % 3 == 0 ? 1 : 0])]);
        var accumulator = new StatisticsAccumulator(valueCounts: true);
        accumulator.Add(block);
        accumulator.Add(block);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            accumulator.Add(block);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Counts_that_could_overflow_are_refused_and_nothing_changes()
    {
        // Of all rows 2 occurs as often as it is owed, where the flag is 1 it does not.
        SufficientStatistics owed = Counting.Of(Rows([X, Flag], [2, 1])).Subtract(Counting.Of(Rows([X, Flag], [2, 0])));
        for (int doubling = 0; doubling < 62; doubling++)
        {
            owed = owed.Merge(owed);
        }

        var accumulator = new StatisticsAccumulator(owed);
        accumulator.Add(owed.Merge(Counting.Of(Rows([X, Flag], [3, 0]))).Subtract(Counting.Of(Rows([X, Flag], [2, 1], [3, 0]))));
        byte[] before = accumulator.Snapshot().ToWire();
        Assert.Equal((0, long.MaxValue), (accumulator.Snapshot().Values(0)!.Count + 1, accumulator.Snapshot().ConditionalValues(0, 1)!.Count));
        Assert.Throws<OverflowException>(() => accumulator.Add(Rows([X, Flag], [3, 1])));
        Assert.Equal(before, accumulator.Snapshot().ToWire());
        Assert.Throws<OverflowException>(() => accumulator.Add(owed));
        Assert.Equal(before, accumulator.Snapshot().ToWire());
    }

    [Fact]
    public void The_number_of_counted_values_is_that_of_all_counts()
    {
        Assert.Equal(0, SufficientStatistics.Of([Rows([X, Flag], [1, 1])]).CountedValues);
        Assert.Equal(3 + 2 + 1, Counting.Of(Rows([X, Flag, Ulm], [1, 1, 0], [2, 1, 0], [3, 0, 1], [2, 1, 0])).CountedValues);
    }

    [Fact]
    public void What_is_not_kept_is_derived_where_it_follows()
    {
        SufficientStatistics plain = SufficientStatistics.Of([Rows([X, Flag, Ulm], [1, 1, 1], [2, 1, 0], [null, 0, 1], [null, null, 1])]);
        Assert.Equal(OfFlags(zeros: 1, ones: 1), plain.ConditionalValues(2, 1));
        Assert.Equal(OfFlags(zeros: 1, ones: 1), plain.ConditionalValues(1, 2));
        Assert.Null(plain.ConditionalValues(0, 1));

        SufficientStatistics counted = Counting.Of(Rows([X, Y, Flag], [1, 5, 0], [2, 6, 1], [3, 7, null], [null, 8, 1]));
        Assert.Equal(counted.Values(0), counted.ConditionalValues(0, 1)); // y is never 0 and never missing where x has a value
        Assert.Equal(counted.Values(2), counted.ConditionalValues(2, 1));
        Assert.Null(counted.ConditionalValues(1, 0)); // x is missing in a row of y
        Assert.Null(Counting.Of(Rows([X, Y], [1, 0], [2, 6])).ConditionalValues(0, 1)); // y is 0

        SufficientStatistics apart = Counting.Of(Rows([X], [2])).Merge(SufficientStatistics.Of([Rows([Flag], [1])]));
        Assert.Equal(ValueCounts.Empty, apart.ConditionalValues(0, 1));

        SufficientStatistics always = Counting.Of(Wide(25, 41)); // more pairs than are kept
        Assert.Null(always.ConditionalValues(0, always.Schema.IndexOf("b0")));
        Assert.Equal(always.Values(0), always.ConditionalValues(0, always.Schema.IndexOf("always")));
    }

    /// <summary>Two rows: numbers x0, x1, …; flags b0, b1, …, which are 1 in the first; always, which is 1 in both and takes the place of the last.</summary>
    private static RowBlock Wide(int continuous, int binary)
    {
        AttributeInfo[] attributes =
        [
            .. Enumerable.Range(0, continuous).Select(i => Continuous($"x{i}")), .. Enumerable.Range(0, binary - 1).Select(j => Binary($"b{j}")),
            Binary("always"),
        ];
        return Rows(
            attributes,
            [.. Enumerable.Repeat<int?>(5, continuous), .. Enumerable.Repeat<int?>(1, binary)],
            [.. Enumerable.Repeat<int?>(6, continuous), .. Enumerable.Repeat<int?>(0, binary - 1), 1]);
    }

    private static ValueCounts Values(params long[] values) =>
        values.Chunk(RowBlock.Capacity).Select(some => ValueCounts.Of(Column("x", 0, some).Columns[0])).Aggregate((sum, one) => sum.Merge(one));

    private static ValueCounts OfFlags(int zeros, int ones) => Values([.. Enumerable.Repeat(0L, zeros), .. Enumerable.Repeat(1L, ones)]);

    private static ValueCounts? Given(SufficientStatistics statistics, AttributeInfo attribute, AttributeInfo condition) =>
        statistics.ConditionalValues(statistics.Schema.IndexOf(attribute.Name), statistics.Schema.IndexOf(condition.Name));

    private static IEnumerable<(int I, int J)> Pairs(Schema schema) =>
        from i in Enumerable.Range(0, schema.Count)
        from j in Enumerable.Range(0, schema.Count)
        where schema[i].Kind == AttributeKind.Continuous && schema[j].Kind == AttributeKind.Binary
        select (i, j);
}
