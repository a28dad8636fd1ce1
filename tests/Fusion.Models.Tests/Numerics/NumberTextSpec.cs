using System.Globalization;
using Fusion.Models.Numerics;

namespace Fusion.Models.Tests.Numerics;

public class NumberTextSpec
{
    [Theory]
    [InlineData(18.96660001, "18.9666")]
    [InlineData(4.4904, "4.49040")]
    [InlineData(0.997005, "0.997005")]
    [InlineData(-4.6613, "-4.66130")]
    [InlineData(0, "0.00000")]
    [InlineData(0.000123456789, "0.000123457")]
    [InlineData(0.0000123456789, "1.23457e-05")]
    [InlineData(999999.4, "999999")]
    [InlineData(999999.5, "1.00000e+06")]
    [InlineData(1234567, "1.23457e+06")]
    [InlineData(9.9999996, "10.0000")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Six_digits_keep_the_zeros_at_the_end(double value, string text) => Assert.Equal(text, NumberText.Six(value));

    [Fact]
    public void A_vector_is_the_quoted_text_of_the_documentation() => Assert.Equal(
        "\"l0 <- c(3.93801 ,2.43275 ,-8.92229 ,-15.9048 ,0.997005 ,-1.15579 ,-4.66130 ,59.3254 )\n\"",
        NumberText.RVector([3.93801, 2.43275, -8.92229, -15.9048, 0.997005, -1.15579, -4.6613, 59.3254]));

    [Theory]
    [InlineData(-0.4559922893809558, "-0.4559922893809558")]
    [InlineData(0.1, "0.1")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Full_precision_reads_back(double value, string text)
    {
        Assert.Equal(text, NumberText.Full(value));
        Assert.Equal(value, double.Parse(NumberText.Full(value), CultureInfo.InvariantCulture));
    }
}
