using System.Globalization;
using Fusion.Statistics.Tests.Nist;

namespace Fusion.Models.Tests.Nist;

/// <summary>The certified values of NIST's regressions from the model that users call. NoInt1 has no intercept, which the model always has.</summary>
public class NistRegressionSpec
{
    private const string Heading = "## What the regression model answers";

    public static TheoryData<string> Files => [.. ReferenceFile.Names("linear_regression").Where(name => name != "NoInt1")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_certified_value_is_met_to_the_digits_that_the_data_allow(string name)
    {
        double expected = name == "Filip" ? 9 : 14; // powers with up to 100 digits are learned to 18
        foreach ((string quantity, double digits) in ProductionDigits.Of(ReferenceFile.Open(name)))
        {
            Assert.True(digits >= expected, $"{name}, {quantity}: {digits:F1} digits");
        }
    }

    [Fact]
    public void The_table_in_the_documentation_is_what_comes_out() =>
        Assert.Equal(ReferenceFile.Names("linear_regression").Where(name => name != "NoInt1").Select(Line), AccuracyDocument.Table(Heading));

    private static string Line(string name)
    {
        (string quantity, double digits) = ProductionDigits.Of(ReferenceFile.Open(name)).MinBy(value => value.Digits);
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {digits:F1} | {quantity} |");
    }
}
