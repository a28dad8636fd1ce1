using System.Numerics;
using FsCheck.Xunit;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics.Tests;

[Properties(MaxTest = 300, Replay = "20240303,9")]
public class NumberTests
{
    [Property]
    public void Wide_integers_add_and_multiply_like_big_integers(long a, long b, long c, long d)
    {
        Int128 x = Math.BigMul(a << 20, b << 30), y = Math.BigMul(c << 25, d);
        Int192 narrowX = x, narrowY = y;
        Int320 wideX = narrowX, wideY = y;
        BigInteger bigX = x, bigY = y;
        Assert.Equal(bigX + bigY, (narrowX + narrowY).ToBigInteger());
        Assert.Equal(bigX - bigY, (narrowX - narrowY).ToBigInteger());
        Assert.Equal(Wrapped(bigX * bigY, 192), (narrowX * narrowY).ToBigInteger());
        Assert.Equal(bigX * bigY, (wideX * wideY).ToBigInteger());
        Assert.Equal(Wrapped(bigX * bigY * bigX, 192), ((Int192)(wideX * wideY * wideX)).ToBigInteger());
    }

    [Property]
    public void The_shortest_bytes_of_a_wide_integer_read_back(long a, long b)
    {
        Int320 value = (Int320)(a << 13) * (b << 40) * a;
        Span<byte> bytes = stackalloc byte[41];
        int length = Limbs.Write(value, bytes);
        BigInteger expected = value.ToBigInteger();
        Assert.Equal(expected.IsZero ? 0 : expected.ToByteArray().Length, length - 1);
        Assert.Equal(expected, new BigInteger(bytes[1..length]));
        Int320 read = 0;
        Limbs.Read(bytes[1..length], read);
        Assert.True(read == value);
    }

    [Property]
    public void A_ratio_rounds_to_the_nearest_double_and_the_nearest_rest(long a, long b, long c, int shift)
    {
        BigInteger numerator = ((BigInteger)a << (Math.Abs(shift) % 150)) + b, denominator = ((BigInteger)c * c) + 1;
        DoubleDouble actual = ExactRatio.Round(numerator, denominator, 0);
        AssertNearest(numerator, denominator, actual.High);
        (BigInteger highNumerator, BigInteger highDenominator) = Fraction(actual.High);
        AssertNearest((numerator * highDenominator) - (highNumerator * denominator), denominator * highDenominator, actual.Low);
    }

    [Property]
    public void A_ratio_does_not_depend_on_how_it_is_written(long a, int b, byte factor, sbyte scale)
    {
        BigInteger denominator = b == 0 ? 7 : b;
        DoubleDouble plain = ExactRatio.Round(a, denominator, scale);
        Assert.Equal(plain, ExactRatio.Round(a * (BigInteger)(factor + 1), denominator * (factor + 1), scale));
        Assert.Equal(plain, ExactRatio.Round(a * BigInteger.Pow(10, factor % 40), denominator, scale + (factor % 40)));
        Assert.Equal(-plain, ExactRatio.Round(a, -denominator, scale));
    }

    [Fact]
    public void Ratios_beyond_double_end_as_infinity_and_zero()
    {
        Assert.Equal(double.PositiveInfinity, ExactRatio.Round(1, 1, -400).High);
        Assert.Equal(0, ExactRatio.Round(1, 1, 400).High);
        Assert.True(DoubleDouble.IsNaN(ExactRatio.Round(1, 0, 0)));
    }

    [Property]
    public void Double_double_arithmetic_is_good_to_a_hundred_bits(int a, int b, int c, int d)
    {
        DoubleDouble x = (DoubleDouble)a / (Math.Abs((double)b) + 1), y = (DoubleDouble)c / (Math.Abs((double)d) + 3);
        (BigInteger xn, BigInteger xd) = Fraction(x);
        (BigInteger yn, BigInteger yd) = Fraction(y);
        AssertClose((xn * yd) + (yn * xd), xd * yd, x + y, 100, (double)(DoubleDouble.Abs(x) + DoubleDouble.Abs(y)));
        AssertClose(xn * yn, xd * yd, x * y, 100);
        if (c != 0)
            AssertClose(xn * yd, xd * yn, x / y, 100);
        DoubleDouble root = DoubleDouble.Sqrt(DoubleDouble.Abs(x));
        (BigInteger rn, BigInteger rd) = Fraction(root);
        AssertClose(rn * rn, rd * rd, DoubleDouble.Abs(x), 100);
    }

    [Fact]
    public void Double_double_follows_double_at_the_edges()
    {
        DoubleDouble zero = 0, one = 1, infinity = double.PositiveInfinity;
        Assert.True(DoubleDouble.IsNaN(zero / zero));
        Assert.Equal(double.PositiveInfinity, (one / zero).High);
        Assert.Equal(0, (one / infinity).High);
        Assert.Equal(infinity, infinity + one);
        Assert.Equal(infinity, infinity * one);
        Assert.True(DoubleDouble.IsNaN(infinity - infinity));
        Assert.True(DoubleDouble.IsNaN(DoubleDouble.Sqrt(-1)));
        Assert.Equal(0, DoubleDouble.Sqrt(0));
        Assert.False(DoubleDouble.NaN == DoubleDouble.NaN);
        Assert.True(DoubleDouble.NaN.Equals(DoubleDouble.NaN));
        Assert.False(DoubleDouble.NaN < one || DoubleDouble.NaN > one || DoubleDouble.NaN <= one);
        Assert.True(new DoubleDouble(1, 1e-20) > one && one >= zero && new DoubleDouble(1, -1e-20) < one);
        Assert.Equal("0.1", new DoubleDouble(0.1, 0).ToString());
    }

    private static void AssertNearest(BigInteger numerator, BigInteger denominator, double actual)
    {
        BigInteger error = Error(numerator, denominator, actual);
        Assert.True(error <= Error(numerator, denominator, Math.BitIncrement(actual)) && error <= Error(numerator, denominator, Math.BitDecrement(actual)));
    }

    /// <summary>|numerator/denominator − value| · 2^1200, rounded down.</summary>
    private static BigInteger Error(BigInteger numerator, BigInteger denominator, double value)
    {
        (BigInteger n, BigInteger d) = Fraction(value);
        return BigInteger.Abs(((numerator * d) - (n * denominator)) << 1200) / (denominator * d);
    }

    private static void AssertClose(BigInteger numerator, BigInteger denominator, DoubleDouble actual, int bits, double? scale = null)
    {
        (BigInteger n, BigInteger d) = Fraction(actual);
        double reference = scale ?? Math.Abs((double)numerator / (double)denominator);
        BigInteger error = BigInteger.Abs(((numerator * d) - (n * denominator)) << 300) / BigInteger.Abs(denominator * d);
        (BigInteger rn, BigInteger rd) = Fraction(reference);
        Assert.True(error <= ((rn << (300 - bits)) / rd) + 1);
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(DoubleDouble value)
    {
        (BigInteger hn, BigInteger hd) = Fraction(value.High);
        (BigInteger ln, BigInteger ld) = Fraction(value.Low);
        return ((hn * ld) + (ln * hd), hd * ld);
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7ff);
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (exponent > 0 ? 1L << 52 : 0);
        int power = Math.Max(exponent, 1) - 1075;
        BigInteger signed = bits < 0 ? -mantissa : mantissa;
        return power >= 0 ? (signed << power, 1) : (signed, BigInteger.One << -power);
    }

    private static BigInteger Wrapped(BigInteger value, int bits)
    {
        BigInteger modulus = BigInteger.One << bits, rest = ((value % modulus) + modulus) % modulus;
        return rest >= modulus / 2 ? rest - modulus : rest;
    }
}
