using System.Globalization;
using Fusion.Models.Numerics;
using Fusion.Models.Tests.Support;

namespace Fusion.Models.Tests.Numerics;

/// <summary>Tails against 40 exact digits, scipy and R (Golden/distributions.py), from certain to 10⁻³⁰⁰ and up to 10⁹ degrees of freedom.</summary>
public class DistributionsSpec
{
    private const double Relative = 1e-12;

    public static TheoryData<string> Cases => new(
        File.ReadLines(TestTable.DataPath("distributions.tsv")).Where(line => line[0] != '#'));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tails_are_right_to_12_digits(string line)
    {
        string[] fields = line.Split('\t');
        double[] degrees = [.. fields[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        double argument = Number(fields[1]), exact = Number(fields[3]);
        double actual = fields[0] switch
        {
            "normal" => Normal.TwoSided(argument),
            "t" => StudentT.TwoSided(argument, degrees[0]),
            "f" => FisherF.UpperTail(argument, degrees[0], degrees[1]),
            _ => ChiSquared.UpperTail(argument, degrees[0]),
        };
        Assert.Equal(exact, actual, exact * Relative);
        foreach (double other in fields[4..].Select(Number).Where(other => Math.Abs(other - exact) <= exact * Relative / 10))
        {
            Assert.Equal(other, actual, other * Relative); // where they are right themselves
        }
    }

    [Fact]
    public void Both_tails_of_chi_squared_are_right()
    {
        Assert.Equal(2.12651803145263953e-11, ChiSquared.TwoSided(0.008, 8), 2e-23);
        Assert.Equal(8.78917621974138844e-9, ChiSquared.TwoSided(70, 149), 8e-21);
        Assert.Equal(2 * ChiSquared.UpperTail(220, 149), ChiSquared.TwoSided(220, 149));
        Assert.Equal(0, ChiSquared.TwoSided(0, 3));
        Assert.Equal(0, ChiSquared.TwoSided(double.PositiveInfinity, 3));
        Assert.Equal(double.NaN, ChiSquared.Quantile(0.5, 0));
        Assert.Equal(double.NaN, ChiSquared.TwoSided(1, 0));
        Assert.Equal(double.NaN, ChiSquared.UpperTail(double.NaN, 3));
    }

    [Theory]
    [InlineData(0.98, 1, 5.41189443105434109)] // mpmath 1.2.1
    [InlineData(0.98, 2, 7.82404601085629212)]
    [InlineData(0.98, 13, 25.4715091446822585)]
    [InlineData(0.98, 400, 460.210804736148639)]
    [InlineData(0.98, 20000, 20412.891847770527)] // scipy 1.10.1
    [InlineData(0.001, 3, 0.0242975858156927332)]
    [InlineData(0.5, 7, 6.34581119552151754)]
    public void Quantiles_of_chi_squared_are_right_to_12_digits(double probability, double degrees, double expected) =>
        Assert.Equal(expected, ChiSquared.Quantile(probability, degrees), expected * Relative);

    [Fact]
    public void The_edges_of_F_are_defined()
    {
        Assert.Equal(0, FisherF.UpperTail(double.PositiveInfinity, 2, 3));
        Assert.Equal(1, FisherF.UpperTail(0, 2, 3));
        Assert.Equal(double.NaN, FisherF.UpperTail(1, 0, 3));
        Assert.Equal(double.NaN, FisherF.UpperTail(double.NaN, 2, 3));
        Assert.Equal(0, FisherF.TwoSided(0, 2, 3));
        Assert.Equal(0, FisherF.TwoSided(double.PositiveInfinity, 2, 3));
        Assert.Equal(FisherF.TwoSided(0.25, 7, 12), FisherF.TwoSided(4, 12, 7), 1e-15);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
