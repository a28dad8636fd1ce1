using System.Numerics;
using FsCheck.Xunit;
using Fusion.Statistics.Exact;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Tests.Kernel;

/// <summary>The scalar kernel, that of four lanes and that of eight against integers of any size; vectors the processor lacks are emulated.</summary>
[Properties(Arbitrary = [typeof(WideSample)], MaxTest = 30, Replay = "20241101,5")]
public class TileKernelTests
{
    private static readonly TileKernel[] Kernels = [TileKernel.Scalar, TileKernel.FourLanes, TileKernel.EightLanes];

    [Property]
    public void Every_kernel_gives_the_sums_of_big_integers(WideSample sample)
    {
        foreach (TileKernel kernel in Kernels)
        {
            ExactSums sums = SumsOf(kernel, sample.Block);
            BigInteger[][] deviations = [.. sample.Block.Columns.Select((column, i) => Deviations(column, sums.Attributes[i]))];
            for (int i = 0; i < deviations.Length; i++)
            {
                AssertAttribute(sums, i, deviations[i]);
                AssertDeficits(sums, i, deviations[i], sample.Block);
                for (int j = 0; j <= i; j++)
                {
                    AssertPair(sums, (i, j), deviations);
                }
            }
        }
    }

    [Property]
    public void Adding_and_subtracting_with_different_kernels_leaves_nothing(WideSample sample)
    {
        foreach (TileKernel kernel in Kernels)
        {
            ExactSums sums = SumsOf(kernel, sample.Block);
            new BlockAccumulator(TileKernel.Best).Apply(sums, [sample.Block], -1);
            Assert.Equal(SufficientStatistics.Empty.Digest(), new SufficientStatistics(sums).Digest());
        }
    }

    [Property]
    public void The_wire_forms_of_all_kernels_are_equal_without_the_floating_side_sum(WideSample sample)
    {
        byte[][] forms = [.. Kernels.Select(kernel => WireForm.Write(SumsOf(kernel, sample.Block)))];
        Assert.All(forms, form => Assert.Equal(forms[0], form));
    }

    [Fact]
    public void The_largest_numbers_of_each_limb_count_sum_exactly()
    {
        foreach (long magnitude in (long[])[(1 << 23) - 1, 1 << 23, 1L << 42, (1L << 42) + 1, ColumnBlock.MantissaBound - 1])
        {
            long[] mantissas = [.. Enumerable.Range(0, RowBlock.Capacity).Select(row => row % 2 == 0 ? magnitude : -magnitude)];
            RowBlock block = TestBlocks.Column("x", 0, mantissas);
            foreach (TileKernel kernel in Kernels)
            {
                ExactSums sums = SumsOf(kernel, block);
                Assert.Equal(RowBlock.Capacity * BigInteger.Pow(magnitude, 2), sums.Product(0, 0).ToBigInteger());
                Assert.Equal(RowBlock.Capacity * BigInteger.Pow(magnitude, 4), sums.Attributes[0].Fourths.ToBigInteger());
            }
        }
    }

    [Fact]
    public void The_side_sum_agrees_to_fifteen_digits()
    {
        RowBlock block = TestBlocks.Rows(
            [TestBlocks.Continuous("x"), TestBlocks.Continuous("y")], [3, 2], [-5, 1], [null, 4], [1_000_000, 7], [12, -40_000_000]);
        foreach (TileKernel kernel in Kernels)
        {
            var sums = new ExactSums(squaredProducts: true);
            new BlockAccumulator(kernel).Apply(sums, [block], 1);
            double expected = 36 + 25 + (1e12 * 49) + (144 * 16e14);
            Assert.InRange(sums.SquaredProducts![ExactSums.Position(0, 1)] / expected, 1 - 1e-15, 1 + 1e-15);
        }
    }

    [Fact]
    public void The_side_sum_of_the_largest_and_smallest_scales_is_a_number()
    {
        var sums = new ExactSums(squaredProducts: true);
        ColumnBlock small = new(TestBlocks.Continuous("x"), 400, [0, 1], [3]), large = new(TestBlocks.Continuous("y"), -310, [0, 0], [3]);
        new BlockAccumulator(TileKernel.Best).Apply(sums, [new RowBlock(2, [small, large])], 1);
        Assert.All(sums.SquaredProducts!, sum => Assert.Equal(0, sum));
    }

    private static ExactSums SumsOf(TileKernel kernel, RowBlock block)
    {
        var sums = new ExactSums(squaredProducts: false);
        new BlockAccumulator(kernel).Apply(sums, [block], 1);
        return sums;
    }

    private static BigInteger[] Deviations(ColumnBlock column, AttributeSums attribute) =>
        [.. Enumerable.Range(0, column.Rows).Select(row => column.IsPresent(row) ? (BigInteger)(column.Mantissas[row] - attribute.Pivot) : 0)];

    private static void AssertAttribute(ExactSums sums, int i, BigInteger[] d)
    {
        Assert.Equal(Sum(d), (BigInteger)sums.Attributes[i].Sum);
        Assert.Equal(Sum(d.Select(x => x * x * x)), sums.Attributes[i].Cubes.ToBigInteger());
        Assert.Equal(Sum(d.Select(x => x * x * x * x)), sums.Attributes[i].Fourths.ToBigInteger());
    }

    private static void AssertDeficits(ExactSums sums, int i, BigInteger[] d, RowBlock block)
    {
        for (int j = 0; j < block.Columns.Length; j++)
        {
            ColumnBlock other = block.Columns[j];
            if (other.Count == other.Rows)
                continue;
            GroupDeficit deficit = sums.Deficits[sums.Schema.GroupOf(j)]!;
            BigInteger[] there = [.. d.Where((_, row) => !other.IsPresent(row))];
            Assert.Equal(other.Rows - other.Count, deficit.Missing);
            Assert.Equal(Sum(there), (BigInteger)deficit.Sums[i]);
            Assert.Equal(Sum(there.Select(x => x * x)), deficit.Squares[i].ToBigInteger());
        }
    }

    private static void AssertPair(ExactSums sums, (int I, int J) pair, BigInteger[][] d)
    {
        (int i, int j) = pair;
        Assert.Equal(Sum(d[i].Zip(d[j], (x, y) => x * y)), sums.Product(i, j).ToBigInteger());
        if (sums.Conditionals[i] is null != sums.Conditionals[j] is null)
        {
            (int x, int flag) = sums.Conditionals[i] is null ? (i, j) : (j, i);
            BigInteger actual = sums.Conditionals[flag]![sums.Schema.OrdinalOf(x)].ToBigInteger();
            Assert.Equal(Sum(d[x].Zip(d[flag], (value, bit) => value * value * bit)), actual);
        }
    }

    private static BigInteger Sum(IEnumerable<BigInteger> values) => values.Aggregate(BigInteger.Zero, (sum, value) => sum + value);
}
