using System.Numerics;
using FsCheck.Xunit;
using Fusion.Statistics.Exact;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Tests.Kernel;

/// <summary>Blocks that are taken together give the sums of blocks taken one by one.</summary>
[Properties(Arbitrary = [typeof(RunSample)], MaxTest = 60, Replay = "20241103,9")]
public class RunTests
{
    [Property]
    public void Many_blocks_at_once_are_the_same_as_one_after_the_other(RunSample sample)
    {
        foreach (TileKernel kernel in (TileKernel[])[TileKernel.Scalar, TileKernel.Best])
        {
            ExactSums together = Sums(), singly = Sums();
            new BlockAccumulator(kernel).Apply(together, sample.Blocks, 1);
            var accumulator = new BlockAccumulator(kernel);
            foreach (RowBlock block in sample.Blocks)
            {
                accumulator.Apply(singly, [block], 1);
            }

            Assert.Equal(WireForm.Write(singly), WireForm.Write(together));
        }
    }

    [Property]
    public void Subtracting_in_another_order_leaves_nothing(RunSample sample)
    {
        var accumulator = new StatisticsAccumulator(squaredProducts: false);
        accumulator.Add(sample.Blocks);
        RowBlock[] reversed = [.. sample.Blocks.Reverse()];
        accumulator.Subtract(reversed);
        Assert.Equal(SufficientStatistics.Empty.Digest(), accumulator.Snapshot().Digest());
    }

    [Fact]
    public void The_longest_run_of_the_largest_numbers_sums_exactly()
    {
        foreach (long magnitude in (long[])[(1 << 23) - 1, 1L << 42, ColumnBlock.MantissaBound - 1])
        {
            // The first block sets the pivot to 0; the others deviate all to one side.
            var blocks = new RowBlock[PackedRun.MaxBlocks + 1];
            blocks[0] = TestBlocks.Column("x", 0, magnitude, -magnitude);
            Array.Fill(blocks, TestBlocks.Column("x", 0, [.. Enumerable.Repeat(magnitude, RowBlock.Capacity)]), 1, PackedRun.MaxBlocks);
            ExactSums sums = Sums();
            new BlockAccumulator(TileKernel.Best).Apply(sums, blocks, 1);
            BigInteger odd = PackedRun.MaxBlocks * RowBlock.Capacity, even = odd + 2;
            Assert.Equal(odd * magnitude, (BigInteger)sums.Attributes[0].Sum);
            Assert.Equal(even * BigInteger.Pow(magnitude, 2), sums.Product(0, 0).ToBigInteger());
            Assert.Equal(odd * BigInteger.Pow(magnitude, 3), sums.Attributes[0].Cubes.ToBigInteger());
            Assert.Equal(even * BigInteger.Pow(magnitude, 4), sums.Attributes[0].Fourths.ToBigInteger());
        }
    }

    [Fact]
    public void A_block_that_does_not_fit_keeps_all_others_out()
    {
        var accumulator = new StatisticsAccumulator();
        accumulator.Add(TestBlocks.Column("x", 0, 1, 2));
        SufficientStatistics before = accumulator.Snapshot();
        RowBlock other = TestBlocks.Rows([TestBlocks.Binary("x")], [1]);
        Assert.Throws<IncompatibleSchemaException>(() => accumulator.Add(TestBlocks.Column("y", 0, 3), TestBlocks.Column("x", 0, 4), other));
        Assert.Equal(before.Digest(), accumulator.Snapshot().Digest());
        Assert.Equal(before.Schema, accumulator.Snapshot().Schema);
    }

    [Fact]
    public void A_block_with_too_many_columns_changes_nothing()
    {
        var accumulator = new StatisticsAccumulator(squaredProducts: false);
        accumulator.Add(TestBlocks.Column("x", 0, 1, 2));
        SufficientStatistics before = accumulator.Snapshot();
        var wide = new RowBlock(1, [.. Enumerable.Range(0, ExactSums.MaxAttributes).Select(c => new ColumnBlock(TestBlocks.Continuous($"c{c}"), 0, [1], [1]))]);
        Assert.Contains("allowed are 46340", Assert.Throws<OverflowException>(() => accumulator.Add(wide)).Message, StringComparison.Ordinal);
        Assert.Equal(before.Schema, accumulator.Schema);
        Assert.Equal(before.Digest(), accumulator.Snapshot().Digest());
    }

    [Fact]
    public void A_block_that_is_null_is_refused_by_name() =>
        Assert.Equal("blocks", Assert.Throws<ArgumentNullException>(() => new StatisticsAccumulator().Add(TestBlocks.Column("x", 0, 1), null!)).ParamName);

    [Fact]
    public void A_stream_of_blocks_is_not_held()
    {
        var seen = new List<WeakReference>();
        SufficientStatistics statistics = SufficientStatistics.Of(Enumerable.Range(0, 20 * PackedRun.MaxBlocks).Select(b =>
        {
            RowBlock block = TestBlocks.Column("x", 0, b);
            seen.Add(new WeakReference(block));
            if (b % PackedRun.MaxBlocks == 0)
                GC.Collect();
            return block;
        }));
        Assert.Equal(20 * PackedRun.MaxBlocks, statistics.Rows);
        Assert.InRange(seen.Take(18 * PackedRun.MaxBlocks).Count(block => block.IsAlive), 0, 3 * PackedRun.MaxBlocks);
    }

    private static ExactSums Sums() => new(squaredProducts: false);
}
