using Fusion.Models.Numerics;

namespace Fusion.Models.Tests.Numerics;

/// <summary>Expected values: mpmath 1.3 with 40 digits.</summary>
public class StudentTSpec
{
    private const double Relative = 1e-12;

    [Theory]
    [InlineData(0.5, 164.55767348048853)]
    [InlineData(1, 12.706204736174705)]
    [InlineData(2, 4.3026527297494639)]
    [InlineData(9, 2.2621571627982055)]
    [InlineData(149, 1.9760131776891925)]
    [InlineData(178.8, 1.9733204568118134)]
    [InlineData(999, 1.96234146113345)]
    [InlineData(1000, 1.9623390808264085)]
    [InlineData(9999, 1.9602012636213577)]
    [InlineData(1e6, 1.959966356814107)]
    [InlineData(1e300, 1.9599639845400542)]
    public void The_quantile_is_right_for_few_and_many_degrees(double degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile975(degrees), expected * Relative);

    [Theory]
    [InlineData(1.5, 1, 0.37433408362199763)]
    [InlineData(-2.5, 7.5, 0.038820258273625557)]
    [InlineData(0.1, 149, 0.92047874847862014)]
    [InlineData(3, 999, 0.0027667764601477941)]
    [InlineData(3, 1000, 0.0027667090442381925)]
    [InlineData(1e-3, 5000, 0.99920215546542826)]
    [InlineData(2, 1e9, 0.045500264166313247)]
    [InlineData(10, 1e5, 1.5633015300207278e-23)]
    [InlineData(0.5, 1e15, 0.6170750774519739)]
    public void The_two_sided_tail_is_right_for_few_and_many_degrees(double t, double degrees, double expected) =>
        Assert.Equal(expected, StudentT.TwoSided(t, degrees), expected * Relative);

    [Fact]
    public void The_edges_are_defined()
    {
        Assert.Equal(double.NaN, StudentT.Quantile975(0));
        Assert.Equal(double.NaN, StudentT.Quantile975(double.NaN));
        Assert.Equal(double.PositiveInfinity, StudentT.Quantile975(1e-3));
        Assert.Equal(0, StudentT.TwoSided(double.NegativeInfinity, 5));
        Assert.Equal(1, StudentT.TwoSided(0, 5));
        Assert.Equal(double.NaN, StudentT.TwoSided(1, -1));
        Assert.Equal(double.NaN, StudentT.TwoSided(double.NaN, 5));
    }
}
