using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>Counting blocks in place gives what merging the counts of each block gives.</summary>
public class ValueTallyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Blocks_counted_in_place_equal_merged_counts(int seed)
    {
        var random = new Random(seed);
        int distinct = random.Next(10) < 5 ? 300 : 5000, finest = random.Next(3) == 0 ? 18 : 3;
        var tally = new ValueTally(ValueCounts.Empty);
        ValueCounts merged = ValueCounts.Empty;
        for (int step = 0; step < 40; step++)
        {
            ColumnBlock column = Values(random, distinct, finest);
            int sign = random.Next(4) == 0 ? -1 : 1;
            tally.Expect(column.Count);
            tally.Add(column, sign);
            merged = sign < 0 ? merged.Subtract(ValueCounts.Of(column)) : merged.Merge(ValueCounts.Of(column));
            if (random.Next(3) == 0)
                Assert.Equal(merged, tally.Counts);
        }

        Assert.Equal(merged, tally.Counts);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Learning_and_forgetting_blocks_leaves_nothing(int seed)
    {
        var random = new Random(seed);
        ColumnBlock[] columns = [.. Enumerable.Range(0, 12).Select(_ => Values(random, distinct: 300, finest: 3))];
        var tally = new ValueTally(ValueCounts.Empty);
        Array.ForEach(columns, column => tally.Add(column, 1));
        Assert.True(tally.Counts.IsExact);
        random.Shuffle(columns);
        Array.ForEach(columns, column => tally.Add(column, -1));
        Assert.Equal(ValueCounts.Empty, tally.Counts);
    }

    [Fact]
    public void Scales_may_change_at_any_time()
    {
        RowBlock[] blocks = [Column("x", 0, 5, 100), Column("x", 9, 1), Column("x", -2, 1), Column("x", 2, 500), Column("x", 12, 5), Column("x", 0, 0)];
        ValueCounts counts = Counting.Of(blocks).Values(0)!;
        Assert.Equal(Counting.ByOne([new(5, 0), new(100, 0), new(1, 9), new(100, 0), new(5, 0), new(5, 12), new(0, 0)]), counts);
        Assert.Equal((true, 5), (counts.IsExact, counts.Distinct));
        Counting.AssertSame(Counting.Of(blocks), Counting.Of(Enumerable.Reverse(blocks)));
    }

    [Fact]
    public void Snapshots_keep_their_counts()
    {
        var accumulator = new StatisticsAccumulator(valueCounts: true);
        accumulator.Add(Column("x", 0, 1, 2));
        accumulator.Add(Column("x", 0, 2));
        SufficientStatistics first = accumulator.Snapshot();
        accumulator.Add(Column("x", 0, 3));
        SufficientStatistics second = accumulator.Snapshot();
        accumulator.Subtract(Column("x", 1, 10));
        Assert.Equal((3L, 4L, 3L), (first.Values(0)!.Count, second.Values(0)!.Count, accumulator.Snapshot().Values(0)!.Count));
        Assert.Equal((1.0, 1.0, 2.0), (first.Values(0)!.Min, second.Values(0)!.Min, accumulator.Snapshot().Values(0)!.Min));
    }

    [Fact]
    public void Counts_that_could_overflow_are_refused_and_nothing_changes()
    {
        SufficientStatistics ones = Counting.Of(Column("x", 0, 1)), twos = Counting.Of(Column("x", 0, 2));
        for (int doubling = 0; doubling < 62; doubling++)
        {
            (ones, twos) = (ones.Merge(ones), twos.Merge(twos));
        }

        var accumulator = new StatisticsAccumulator(ones.Subtract(twos));
        byte[] before = accumulator.Snapshot().ToWire();
        Assert.Throws<OverflowException>(() => accumulator.Add(Column("x", 0, 3)));
        Assert.Equal(before, accumulator.Snapshot().ToWire());
        Assert.Throws<OverflowException>(() => accumulator.Add(ones.Subtract(twos)));
        Assert.Equal(before, accumulator.Snapshot().ToWire());
    }

    [Fact]
    public void A_stream_of_blocks_allocates_nothing()
    {
        RowBlock block = new(RowBlock.Capacity, [Values(new Random(5), 200, 2)]);
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
    public void As_many_exact_values_as_there_may_be_take_128_kilobytes_and_one_more_collapses_them()
    {
        long[] values = [.. Enumerable.Range(0, ValueCounts.MaxDistinct).Select(i => 1_000_003L * i)];
        RowBlock[] blocks = [.. values.Chunk(RowBlock.Capacity).Select(chunk => Column("x", 0, chunk))];
        var tally = new ValueTally(ValueCounts.Empty);
        Array.ForEach(blocks, block => tally.Add(block.Columns[0], 1));
        Assert.Equal((true, ValueCounts.MaxDistinct), (tally.Counts.IsExact, tally.Counts.Distinct));
        ValueTally copy = tally.Clone();
        long before = GC.GetAllocatedBytesForCurrentThread();
        copy.Add(blocks[0].Columns[0], 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 128 * 1024, 130 * 1024);

        ColumnBlock oneMore = Column("x", 0, -1).Columns[0];
        ValueCounts merged = tally.Counts.Merge(ValueCounts.Of(oneMore)).Subtract(ValueCounts.Of(oneMore));
        tally.Add(oneMore, 1);
        tally.Add(oneMore, -1);
        Assert.False(tally.Counts.IsExact);
        Assert.Equal(merged, tally.Counts);
    }

    private static ColumnBlock Values(Random random, int distinct, int finest)
    {
        int scale = random.Next(0, finest + 1), rows = finest == 2 ? RowBlock.Capacity : random.Next(1, RowBlock.Capacity);
        var mantissas = new long[rows];
        var presence = new ulong[(rows + 63) / 64];
        for (int row = 0; row < rows; row++)
        {
            if (random.Next(10) == 0)
                continue;
            presence[row / 64] |= 1UL << (row % 64);
            mantissas[row] = random.Next(-distinct / 2, distinct / 2);
        }

        return new ColumnBlock(Continuous("x"), scale, mantissas, presence);
    }
}
