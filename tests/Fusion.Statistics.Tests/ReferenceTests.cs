using System.Numerics;
using FsCheck.Xunit;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics.Tests;

/// <summary>Every sum against integers of any size, added up row by row.</summary>
[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 40, Replay = "20240301,3")]
public class ReferenceTests
{
    [Property]
    public void Every_sum_equals_the_sum_of_big_integers(Sample sample)
    {
        ExactSums sums = SufficientStatistics.Of(sample.Blocks).Sums;
        BigInteger?[][] columns = [.. sums.Schema.Select((attribute, i) => Column(sample, attribute, sums.Attributes[i].Scale))];
        for (int i = 0; i < columns.Length; i++)
        {
            BigInteger[] present = [.. columns[i].Where(value => value is not null).Select(value => value!.Value)];
            Assert.Equal(present.Length, sums.Count(i));
            Assert.Equal(Sum(present), RawMoments.Sum(sums, i).ToBigInteger());
            Assert.Equal(Sum(present.Select(value => value * value * value)), RawMoments.Cubes(sums, i).ToBigInteger());
            Assert.Equal(Sum(present.Select(value => value * value * value * value)), RawMoments.Fourths(sums, i).ToBigInteger());
            for (int j = 0; j < columns.Length; j++)
            {
                AssertPair(sums, (i, j), columns[i], columns[j]);
            }
        }
    }

    [Property]
    public void Readers_round_the_exact_moments_once(Sample sample)
    {
        SufficientStatistics statistics = SufficientStatistics.Of(sample.Blocks);
        for (int i = 0; i < statistics.Schema.Count; i++)
        {
            int scale = statistics.Sums.Attributes[i].Scale;
            BigInteger[] x = [.. Column(sample, statistics.Schema[i], scale).Where(value => value is not null).Select(value => value!.Value)];
            UnivariateMoments moments = statistics.Univariate(i);
            BigInteger n = x.Length, sum = Sum(x);
            BigInteger[] centred = [.. x.Select(value => (n * value) - sum)];
            Assert.Equal(ExactRatio.Round(sum, n, scale), moments.Mean);
            Assert.Equal(ExactRatio.Round(Sum(centred.Select(d => d * d)), BigInteger.Pow(n, 3), 2 * scale), moments.Variance);
            Assert.Equal(ExactRatio.Round(Sum(centred.Select(d => d * d * d)), BigInteger.Pow(n, 4), 3 * scale), moments.ThirdCentral);
            Assert.Equal(ExactRatio.Round(Sum(centred.Select(d => d * d * d * d)), BigInteger.Pow(n, 5), 4 * scale), moments.FourthCentral);
            Assert.Equal(ExactRatio.Round(x.Min(), 1, scale).High, moments.Min);
            Assert.Equal(ExactRatio.Round(x.Max(), 1, scale).High, moments.Max);
        }
    }

    private static void AssertPair(ExactSums sums, (int I, int J) pair, BigInteger?[] left, BigInteger?[] right)
    {
        (int i, int j) = pair;
        (BigInteger X, BigInteger Y)[] both =
            [.. left.Zip(right).Where(row => row is { First: not null, Second: not null }).Select(row => (row.First!.Value, row.Second!.Value))];
        PairSums actual = PairSums.Of(sums, i, j);
        Assert.Equal(both.Length, actual.Count);
        Assert.Equal(Sum(both.Select(row => row.X)), actual.RawX);
        Assert.Equal(Sum(both.Select(row => row.Y)), actual.RawY);
        Assert.Equal(Sum(both.Select(row => row.X * row.Y)), actual.RawXY);
        Assert.Equal(Sum(both.Select(row => row.X * row.Y)), RawMoments.Product(sums, i, j).ToBigInteger());
        if (sums.Schema[i].Kind == AttributeKind.Continuous && sums.Schema[j].Kind == AttributeKind.Binary)
            Assert.Equal(Sum(both.Select(row => row.X * row.X * row.Y)), RawMoments.SquaresWhere(sums, i, j).ToBigInteger());
        BigInteger pivot = sums.Attributes[i].Pivot;
        Assert.Equal(Sum(both.Select(row => (row.X - pivot) * (row.X - pivot))), sums.PairSquares(i, sums.Schema.GroupOf(j)).ToBigInteger());
    }

    private static BigInteger?[] Column(Sample sample, AttributeInfo attribute, int scale) =>
        [.. sample.Rows.Select(row => Sample.ValueOf(attribute, row) is { } value ? value.Mantissa * BigInteger.Pow(10, scale - value.Scale) : (BigInteger?)null)];

    private static BigInteger Sum(IEnumerable<BigInteger> values) => values.Aggregate(BigInteger.Zero, (sum, value) => sum + value);
}
