using System.Globalization;
using System.Text;

namespace Fusion.Statistics.Tests.Frames;

public sealed class DecimalNumberSpec
{
    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("-0.000", 0, 0)]
    [InlineData("0e99999999999999999999", 0, 0)]
    [InlineData("-12.5", -125, 1)]
    [InlineData(".5", 5, 1)]
    [InlineData("5.", 5, 0)]
    [InlineData("+3E+2", 300, 0)]
    [InlineData("300", 300, 0)]
    [InlineData("1e-7", 1, 7)]
    [InlineData("4.30", 43, 1)]
    [InlineData(" \t4.3\r\n", 43, 1)]
    [InlineData("007", 7, 0)]
    [InlineData("1e30", 1, -30)]
    [InlineData("1e307", 1, -307)]
    [InlineData("1e308", 1, -308)]
    [InlineData("-1.7976931348623157e308", -17976931348623157, -292)]
    [InlineData("1.7976931348623157e307", 17976931348623157, -291)]
    [InlineData("5e-324", 5, 324)]
    [InlineData("1e-400", 1, 400)]
    [InlineData("1700000000123456789", 1700000000123456789, 0)]
    [InlineData("-4611686018427387903", -4611686018427387903, 0)]
    [InlineData("0.4611686018427387903", 4611686018427387903, 19)]
    [InlineData("1.00000000000000000000000000000000", 1, 0)]
    [InlineData("000000000000000000000000000000001.5", 15, 1)]
    [InlineData("100000000000000000000000000000000", 1, -32)]
    [InlineData("5000000000000000000", 5, -18)]
    [InlineData("0.12345678901234567890", 1234567890123456789, 19)]
    [InlineData("0.00000000000000000000000000000000000012e35", 12, 3)]
    public void A_decimal_text_is_kept_exactly_in_its_normal_form(string text, long mantissa, int scale)
    {
        Assert.Equal(DecimalParse.Value, Parse(text, out DecimalNumber value));
        Assert.Equal((mantissa, scale), (value.Mantissa, value.Scale));
    }

    [Theory]
    [InlineData("0.4611686018427387904", 46116860184273879, 17)]
    [InlineData("0.46116860184273879035", 46116860184273879, 17)]
    [InlineData("0.46116860184273879034", 4611686018427387903, 19)]
    [InlineData("-0.9999999999999999999", -1, 0)]
    [InlineData("0.10000000000000000005", 1, 1)]
    [InlineData("0.10000000000000000015", 1000000000000000002, 19)]
    [InlineData("0.100000000000000000050000000000000001", 1000000000000000001, 19)]
    [InlineData("4611686018427387903.4", 4611686018427387903, 0)]
    [InlineData("1.5e-400", 2, 400)]
    [InlineData("2.5e-400", 2, 400)]
    [InlineData("1e-401", 0, 0)]
    [InlineData("-1e-99999999999999999999", 0, 0)]
    [InlineData("4611686018427387904", 46116860184273879, -2)]
    [InlineData("-4611686018427387903.5", -46116860184273879, -2)]
    [InlineData("9223372036854775807", 922337203685477581, -1)]
    [InlineData("18446744073709551615", 1844674407370955162, -1)]
    [InlineData("10000000000000000000.5", 1, -19)]
    [InlineData("123456789012345678901", 1234567890123456789, -2)]
    [InlineData("123456789012345678901234567890.123", 1234567890123456789, -11)]
    public void A_number_with_too_many_digits_is_rounded_once_half_to_even(string text, long mantissa, int scale)
    {
        Assert.Equal(DecimalParse.Rounded, Parse(text, out DecimalNumber value));
        Assert.Equal((mantissa, scale), (value.Mantissa, value.Scale));
    }

    [Theory]
    [InlineData("1.8e308")]
    [InlineData("-1e309")]
    [InlineData("180000000000000000000001e285")]
    [InlineData("-1e999999999999999999999")]
    public void What_no_double_comes_near_is_out_of_range(string text)
    {
        Assert.Equal(DecimalParse.OutOfRange, Parse(text, out DecimalNumber value));
        Assert.Equal(default, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData(" NAN ")]
    public void Nothing_and_nan_are_missing(string text) => Assert.Equal(DecimalParse.Missing, Parse(text, out _));

    [Theory]
    [InlineData("Infinity")]
    [InlineData("-inf")]
    [InlineData("+INF")]
    public void Infinities_are_not_finite(string text) => Assert.Equal(DecimalParse.NotFinite, Parse(text, out _));

    [Theory]
    [InlineData("null")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("+.e1")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e5.5")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1 2")]
    [InlineData("--1")]
    [InlineData("-nan")]
    [InlineData("0x10")]
    [InlineData("12a")]
    [InlineData("١٢")]
    public void Anything_else_is_not_a_number(string text) => Assert.Equal(DecimalParse.NotANumber, Parse(text, out _));

    [Theory]
    [InlineData(430, 2, "4.3")]
    [InlineData(-5, 2, "-0.05")]
    [InlineData(3, -2, "300")]
    [InlineData(0, 7, "0")]
    [InlineData(long.MinValue, 0, "-9223372036854775808")]
    [InlineData(long.MinValue, 19, "-0.9223372036854775808")]
    [InlineData(1, -30, "1000000000000000000000000000000")]
    public void A_number_is_written_as_the_shortest_plain_decimal(long mantissa, int scale, string text) =>
        Assert.Equal(text, new DecimalNumber(mantissa, scale).ToString());

    [Fact]
    public void Equality_is_that_of_the_values()
    {
        Assert.Equal(new DecimalNumber(430, 2), new DecimalNumber(43, 1));
        Assert.Equal(new DecimalNumber(430, 2).GetHashCode(), new DecimalNumber(43, 1).GetHashCode());
        Assert.Equal(new DecimalNumber(3, -2), DecimalNumber.FromInt64(300));
        Assert.Equal(new DecimalNumber(5, -18), DecimalNumber.FromInt64(5_000_000_000_000_000_000));
        Assert.NotEqual(new DecimalNumber(43, 2), new DecimalNumber(43, 1));
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("-4503599627370497.5")]
    [InlineData("9007199254740993")]
    [InlineData("1.7976931348623157e307")]
    [InlineData("5e-324")]
    [InlineData("2.2250738585072014e-308")]
    public void The_double_is_the_nearest_one(string text)
    {
        Parse(text, out DecimalNumber value);
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value.ToDouble());
    }

    private static DecimalParse Parse(string text, out DecimalNumber value) => DecimalNumber.TryParse(Encoding.UTF8.GetBytes(text), out value);
}
