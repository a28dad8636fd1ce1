using System.Numerics;
using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>The covariance matrix is, bit for bit, what the pairs give one by one.</summary>
public class CovarianceReaderTests
{
    [Fact]
    public void A_wide_division_rounds_as_the_exact_ratio_does()
    {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++)
        {
            BigInteger numerator = Next(random, random.Next(1, 256)), denominator = Next(random, random.Next(1, 129));
            if (round % 3 == 0)
                numerator = denominator * (numerator % (BigInteger.One << 120)); // exact quotients
            var magnitude = new UInt256((UInt128)(numerator >> 128), (UInt128)(numerator & UInt128.MaxValue));
            bool isNegative = random.Next(2) == 0;
            DoubleDouble expected = ExactRatio.Round(isNegative ? -numerator : numerator, denominator, 0);
            Assert.Equal(expected, WideDivisor.TryCreate(denominator)!.Divide(magnitude, isNegative));
        }
    }

    [Theory]
    [InlineData("1", "340282366920938463463374607431768211455")]
    [InlineData("340282366920938463463374607431768211455", "340282366920938463463374607431768211455")]
    [InlineData("57896044618658097711785492504343953926634992332820282019728792003956564819967", "1")]
    [InlineData("57896044618658097711785492504343953926634992332820282019728792003956564819967", "170141183460469231731687303715884105728")]
    [InlineData("57896044618658097711785492504343953926634992332820282019728792003956564819967", "340282366920938463463374607431768211455")]
    [InlineData("0", "7")]
    public void The_ends_of_the_range_divide_too(string above, string below)
    {
        BigInteger numerator = BigInteger.Parse(above, null), denominator = BigInteger.Parse(below, null);
        var magnitude = new UInt256((UInt128)(numerator >> 128), (UInt128)(numerator & UInt128.MaxValue));
        Assert.Equal(ExactRatio.Round(numerator, denominator, 0), WideDivisor.TryCreate(denominator)!.Divide(magnitude, false));
    }

    [Fact]
    public void A_divisor_beyond_128_bits_is_left_to_others() => Assert.Null(WideDivisor.TryCreate(BigInteger.One << 128));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 20)]
    [InlineData(100, 40)]
    [InlineData(100, 61)]
    [InlineData(64, 62)]
    public void Every_element_is_that_of_its_pair(int rows, int bits)
    {
        var random = new Random(rows + bits);
        var builder = new RowBlockBuilder([Continuous("a"), Continuous("b"), Continuous("c"), Continuous("gaps"), Binary("flag"), Dummy("k", "1"), Dummy("k", "2")]);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < 3; column++)
                builder.Set(column, new DecimalNumber(random.NextInt64(-(1L << (bits - 1)), 1L << (bits - 1)), column * 3));
            if (row % 3 == 0)
                builder.Set(3, new DecimalNumber(row, 1));
            builder.Set(4, new DecimalNumber(row % 2, 0));
            builder.Set(5, new DecimalNumber(row % 5 == 0 ? 1 : 0, 0));
            builder.Set(6, new DecimalNumber(row % 5 == 0 ? 0 : 1, 0));
            builder.EndRow();
        }

        SufficientStatistics statistics = Of(builder.Build());
        AssertPairs(statistics);
        AssertPairs(statistics.Subtract(Of(Column("a", 0, 5), Column("a", 0, 3)))); // something never learned
        AssertPairs(Enumerable.Range(0, 30).Aggregate(statistics, (sum, _) => sum.Merge(sum)));
    }

    [Fact]
    public void Without_rows_every_element_is_undefined() => AssertPairs(SufficientStatistics.Empty.Reorder(Schema.Of([Continuous("a"), Continuous("b")])));

    private static void AssertPairs(SufficientStatistics statistics)
    {
        SymmetricMatrix matrix = statistics.CovarianceMatrix([.. Enumerable.Range(0, statistics.Schema.Count)]);
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++)
                Assert.Equal(MomentReader.CovarianceOf(statistics.Sums, i, j), matrix[i, j]);
        }
    }

    private static BigInteger Next(Random random, int bits)
    {
        byte[] bytes = new byte[(bits / 8) + 1];
        random.NextBytes(bytes);
        return (new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << bits) - 1)) | (BigInteger.One << (bits - 1));
    }
}
