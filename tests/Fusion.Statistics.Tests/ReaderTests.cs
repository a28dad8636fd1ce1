using FsCheck.Xunit;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 25, Replay = "20240306,17")]
public class ReaderTests
{
    [Property]
    public void A_removed_attribute_was_never_learned(Sample sample)
    {
        SufficientStatistics all = SufficientStatistics.Of(sample.Blocks);
        foreach (string name in (string[])["money", "mixed", "flag"])
        {
            if (all.Schema.IndexOf(name) < 0)
                continue;
            SufficientStatistics without = SufficientStatistics.Of(sample.Parts.Select(part => Sample.Block(
                [.. part.Select(row => row.Where(cell => cell.Key != name).ToDictionary())])));
            Reading.AssertSame(without, all.Remove([name]));
        }
    }

    [Property]
    public void Selecting_and_removing_are_complements(Sample sample)
    {
        SufficientStatistics all = SufficientStatistics.Of(sample.Blocks);
        string[] names = [.. all.Schema.Select(attribute => attribute.Name)];
        string[] half = [.. names.Where((_, i) => i % 2 == 0)];
        Reading.AssertSame(all.Select(half), all.Remove([.. names.Except(half)]));
        Assert.Equal(all.Rows, all.Remove(names).Rows);
    }

    [Fact]
    public void An_unknown_attribute_is_not_removed()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => Of(Column("x", 0, 1)).Remove(["y"]));
        Assert.Contains("'y'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditional_moments_and_correlation_keep_what_a_double_can_not_hold()
    {
        SufficientStatistics statistics = Of(Rows([Continuous("x"), Binary("b")], [1_000_000_001, 1], [1_000_000_002, 1], [1_000_000_004, 1], [7, 0]));
        ConditionalMoments given = statistics.Conditional(0, 1);
        DoubleDouble third = (DoubleDouble)1 / 3;
        Assert.True(DoubleDouble.Abs(given.Mean - 1_000_000_002 - third) < 1e-22);
        Assert.True(DoubleDouble.Abs(given.Variance - (14 * third / 3)) < 1e-31);
        BivariateMoments pair = Of(Rows([Continuous("x"), Continuous("y")], [1, 1], [2, 2], [3, 4])).Bivariate(0, 1);
        Assert.True(DoubleDouble.Abs((pair.PreciseCorrelation * pair.PreciseCorrelation) - ((DoubleDouble)27 / 28)) < 1e-30);
        Assert.Equal(pair.PreciseCorrelation.High, pair.Correlation);
    }

    [Fact]
    public void Infinity_and_not_a_number_are_no_values()
    {
        Assert.Equal(DecimalParse.NotFinite, DecimalNumber.TryParse("-Infinity"u8, out _));
        Assert.Equal(DecimalParse.Missing, DecimalNumber.TryParse("NaN"u8, out _));
        Assert.Throws<AttributeRangeException>(() => ColumnBlock.FromDoubles(Continuous("x"), [double.NegativeInfinity]));
        Assert.Equal(0, Of(new RowBlock(1, [ColumnBlock.FromDoubles(Continuous("x"), [double.NaN])])).Univariate(0).Count);
    }
}
