using System.Numerics;
using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>
/// Rows of an attribute x whose values are far apart in magnitude, an exact y of 2 decimal places and a flag; the moments of x are held against those of
/// the values as given, in integers, within the bound stated at <see cref="SufficientStatistics.IsQuantised"/>.
/// </summary>
internal sealed class CoarseRows(IReadOnlyList<(DecimalNumber? X, int? Y, int? Flag)> rows)
{
    /// <summary>Finer than any x.</summary>
    private const int ReferenceScale = 60;

    private static readonly AttributeInfo[] Attributes = [Continuous("y"), Continuous("x"), Binary("flag")];

    public RowBlock Block => Build(Attributes);

    public RowBlock BlockWithoutX => Build([Attributes[0], Attributes[2]]);

    /// <summary>Random rows of which x has up to 17 digits from a decimal place on.</summary>
    public static CoarseRows Random(Random random, int count, int scale, bool missing)
    {
        bool IsPresent() => !missing || random.Next(4) > 0;
        long limit = (long)Math.Pow(10, random.Next(1, 18));
        return new CoarseRows([.. Enumerable.Range(0, count).Select(_ => (
            IsPresent() ? new DecimalNumber(random.NextInt64(-limit, limit), scale) : (DecimalNumber?)null,
            IsPresent() ? random.Next(-9_999, 10_000) : (int?)null,
            IsPresent() ? random.Next(2) : (int?)null))]);
    }

    public static CoarseRows Of(int scale, params long[] mantissas) =>
        new([.. mantissas.Select((mantissa, row) => ((DecimalNumber?)new DecimalNumber(mantissa, scale), (int?)(7 * row), (int?)(row % 2)))]);

    public static CoarseRows All(IEnumerable<CoarseRows> parts) => new([.. parts.SelectMany(part => part.Rows)]);

    public IReadOnlyList<(DecimalNumber? X, int? Y, int? Flag)> Rows { get; } = rows;

    /// <summary>Mean, variance, covariance and bounds within the stated bound; y and flag as if x had never been.</summary>
    /// <param name="actual">The statistic of these rows.</param>
    /// <param name="forgotten">How many more values were learned and forgotten.</param>
    public void AssertWithinBound(SufficientStatistics actual, int forgotten = 0)
    {
        Assert.Equal(Rows.Count, actual.Rows);
        Assert.Equal(SufficientStatistics.Of([BlockWithoutX]).Digest(), actual.Select(["flag", "y"]).Digest());
        int x = actual.Schema.IndexOf("x"), y = actual.Schema.IndexOf("y"), flag = actual.Schema.IndexOf("flag");
        var univariate = new Moments([.. Rows.Where(row => row.X is not null).Select(row => (At(row.X!.Value), At(row.X!.Value)))]);
        univariate.AssertNear(actual, (x, x), common: false, forgotten);
        var withY = new Moments([.. Rows.Where(row => row is { X: not null, Y: not null })
            .Select(row => (At(row.X!.Value), At(new DecimalNumber(row.Y!.Value, 2))))]);
        withY.AssertNear(actual, (x, y), common: true, forgotten);
        var withFlag = new Moments([.. Rows.Where(row => row is { X: not null, Flag: not null })
            .Select(row => (At(row.X!.Value), At(new DecimalNumber(row.Flag!.Value, 0))))]);
        withFlag.AssertNear(actual, (x, flag), common: true, forgotten);
        DoubleDouble[] variances = [actual.Univariate(x).Variance, actual.Bivariate(x, y).VarianceX, actual.CovarianceMatrix([x])[0, 0]];
        Assert.All(variances, variance => Assert.False(variance < 0));
    }

    private static BigInteger At(DecimalNumber value) => value.Mantissa * BigInteger.Pow(10, ReferenceScale - value.Scale);

    private RowBlock Build(AttributeInfo[] attributes)
    {
        var builder = new RowBlockBuilder(attributes);
        foreach ((DecimalNumber? x, int? y, int? flag) in Rows)
        {
            if (y is { } amount)
                builder.Set(0, new DecimalNumber(amount, 2));
            if (x is { } value && attributes.Length == 3)
                builder.Set(1, value);
            if (flag is { } bit)
                builder.Set(attributes.Length - 1, new DecimalNumber(bit, 0));
            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>Pairs of numbers in units of 10^-<see cref="ReferenceScale"/>.</summary>
    private sealed class Moments(IReadOnlyList<(BigInteger X, BigInteger Y)> pairs)
    {
        public void AssertNear(SufficientStatistics statistics, (int X, int Y) attributes, bool common, int forgotten)
        {
            ExactSums sums = statistics.Sums;
            PairSums actual = PairSums.Of(sums, attributes.X, attributes.Y);
            Assert.Equal(pairs.Count, actual.Count);
            if (pairs.Count == 0)
                return;
            (BigInteger unitX, BigInteger unitY) = (Unit(sums, attributes.X), Unit(sums, attributes.Y));
            BigInteger n = actual.Count, moved = (common ? 10 : 5) * (n + forgotten), range = Range(sums, attributes.Y) + unitY;
            BigInteger sumX = Sum(pair => pair.X), sumY = Sum(pair => pair.Y);
            AssertAtMost(moved * unitX, 9 * ((actual.RawX * unitX) - sumX));
            BigInteger covariance = (n * Sum(pair => pair.X * pair.Y)) - (sumX * sumY);
            BigInteger difference = (((n * actual.XY) - (actual.X * actual.Y)) * unitX * unitY) - covariance;
            AssertAtMost(n * (attributes.X == attributes.Y ? 2 : 1) * moved * unitX * range, 9 * difference);
            AssertBounds(sums, attributes.X, unitX);
        }

        private static void AssertAtMost(BigInteger bound, BigInteger difference) =>
            Assert.True(BigInteger.Abs(difference) <= bound, $"{BigInteger.Abs(difference)} exceeds {bound}");

        private static BigInteger Unit(ExactSums sums, int i) => BigInteger.Pow(10, ReferenceScale - sums.Attributes[i].Scale);

        private static BigInteger Range(ExactSums sums, int i) => ((BigInteger)sums.Attributes[i].Max - sums.Attributes[i].Min) * Unit(sums, i);

        private void AssertBounds(ExactSums sums, int x, BigInteger unit)
        {
            Assert.True(10 * ((sums.Attributes[x].Min * unit) - pairs.Min(pair => pair.X)) <= 11 * unit);
            Assert.True(10 * (pairs.Max(pair => pair.X) - (sums.Attributes[x].Max * unit)) <= 11 * unit);
        }

        private BigInteger Sum(Func<(BigInteger X, BigInteger Y), BigInteger> value) =>
            pairs.Aggregate(BigInteger.Zero, (sum, pair) => sum + value(pair));
    }
}
