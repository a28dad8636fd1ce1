using System.Numerics;
using Fusion.Statistics.Exact;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Tests.Kernel;

/// <summary>The sums of runs of full blocks against integers of any size, by working memory that other rows have been through.</summary>
public class FullRunTests
{
    private static readonly TileKernel[] Kernels = [TileKernel.Scalar, TileKernel.FourLanes, TileKernel.EightLanes];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 16)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Runs_of_full_blocks_are_sums_of_big_integers(int seed)
    {
        RowBlock[] blocks = new FullRun(seed).Blocks;
        foreach (TileKernel kernel in Kernels)
        {
            var accumulator = new BlockAccumulator(kernel);
            accumulator.Apply(new ExactSums(squaredProducts: true), new FullRun(seed + 1).Blocks, 1);
            var sums = new ExactSums(squaredProducts: true);
            accumulator.Apply(sums, blocks, 1);
            AssertSums(sums, blocks);
            accumulator.Apply(sums, blocks, -1);
            Assert.Equal(SufficientStatistics.Empty.Digest(), new SufficientStatistics(sums).Digest());
        }
    }

    private static void AssertSums(ExactSums sums, RowBlock[] blocks)
    {
        int count = sums.Schema.Count;
        BigInteger[][] d = [.. Enumerable.Range(0, count).Select(i => Deviations(sums, blocks, i))];
        bool[][] isHere = [.. Enumerable.Range(0, count).Select(i => (bool[])[.. blocks.SelectMany(block => Enumerable.Range(0, block.Rows).Select(block.Columns[i].IsPresent))])];
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(Sum(d[i], x => x), (BigInteger)sums.Attributes[i].Sum);
            Assert.Equal(Sum(d[i], x => x * x * x), sums.Attributes[i].Cubes.ToBigInteger());
            Assert.Equal(Sum(d[i], x => x * x * x * x), sums.Attributes[i].Fourths.ToBigInteger());
            for (int j = 0; j < count; j++)
            {
                AssertPair(sums, (i, j), d);
                AssertDeficit(sums, (i, j), d[i], isHere);
            }
        }
    }

    private static void AssertPair(ExactSums sums, (int I, int J) pair, BigInteger[][] d)
    {
        (int i, int j) = pair;
        Assert.Equal(Sum([.. d[i].Zip(d[j], (x, y) => x * y)], x => x), sums.Product(i, j).ToBigInteger());
        if (sums.Conditionals[i] is null && sums.Conditionals[j] is { } conditionals)
            Assert.Equal(Sum([.. d[i].Zip(d[j], (x, y) => x * x * y)], x => x), conditionals[sums.Schema.OrdinalOf(i)].ToBigInteger());
    }

    private static void AssertDeficit(ExactSums sums, (int I, int J) pair, BigInteger[] d, bool[][] isHere)
    {
        (int i, int j) = pair;
        int missing = isHere[j].Count(here => !here);
        if (missing == 0)
            return;
        GroupDeficit deficit = sums.Deficits[sums.Schema.GroupOf(j)]!;
        BigInteger[] there = [.. d.Where((_, row) => !isHere[j][row])];
        Assert.Equal(missing, deficit.Missing);
        Assert.Equal(isHere[i].Zip(isHere[j], (x, y) => !x && !y).Count(both => both), deficit.Both[sums.Schema.GroupOf(i)]);
        Assert.Equal(Sum(there, x => x), (BigInteger)deficit.Sums[i]);
        Assert.Equal(Sum(there, x => x * x), deficit.Squares[i].ToBigInteger());
    }

    private static BigInteger[] Deviations(ExactSums sums, RowBlock[] blocks, int i) =>
    [
        .. from block in blocks
           let column = block.Columns[i]
           from row in Enumerable.Range(0, block.Rows)
           select column.IsPresent(row)
               ? (BigInteger)DecimalScale.Move(column.Mantissas[row], sums.Attributes[i].Scale - column.Scale) - sums.Attributes[i].Pivot
               : 0,
    ];

    private static BigInteger Sum(BigInteger[] d, Func<BigInteger, BigInteger> power) => d.Aggregate(BigInteger.Zero, (sum, x) => sum + power(x));
}
