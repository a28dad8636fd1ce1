using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck.Xunit;
using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

[Properties(MaxTest = 200, Replay = "20240304,11")]
public class FloatingColumnTests
{
    [Fact]
    public void A_column_takes_the_smallest_scale_at_which_every_value_reads_back()
    {
        ColumnBlock column = ColumnBlock.FromDoubles(Continuous("x"), [4.3, -0.125, 2, double.NaN, -0.0, 1e15 / 8]);
        Assert.Equal((3, false), (column.Scale, column.Quantised));
        Assert.Equal([4300, -125, 2000, 0, 0, 125_000_000_000_000_000], column.Mantissas.ToArray());
        Assert.Equal([0b110111UL], column.Presence.ToArray());
    }

    [Theory]
    [InlineData(0.1, 1, 1)]
    [InlineData(0.30000000000000004, 17, 30_000_000_000_000_004)]
    [InlineData(1e-18, 18, 1)]
    [InlineData(9_007_199_254_740_992e-3, 3, 9_007_199_254_740_992)]
    [InlineData(4_611_686_018_427_387_392.0, 0, 4_611_686_018_427_387_392)]
    [InlineData(123_456_789.0, 0, 123_456_789)]
    public void A_single_value_stands_for_its_shortest_decimal(double value, int scale, long mantissa)
    {
        ColumnBlock column = ColumnBlock.FromDoubles(Continuous("x"), [value]);
        Assert.Equal((scale, mantissa, false), (column.Scale, column.Mantissas[0], column.Quantised));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(3e-310)]
    [InlineData(1e-30)]
    [InlineData(1.7e25)]
    public void Huge_and_tiny_values_that_read_back_from_their_grid_are_not_quantised(double value)
    {
        ColumnBlock column = ColumnBlock.FromDoubles(Continuous("x"), [value, -value, 0]);
        Assert.False(column.Quantised);
        Assert.Equal(value, new DecimalNumber(column.Mantissas[0], column.Scale).ToDouble());
        Assert.Equal(-column.Mantissas[0], column.Mantissas[1]);
    }

    [Fact]
    public void Values_too_far_apart_are_rounded_to_a_grid_of_at_most_2_to_the_minus_52_of_the_largest()
    {
        ColumnBlock column = ColumnBlock.FromDoubles(Continuous("x"), [1e20, 1.5e5, 2.5e4, 1e-300]);
        Assert.Equal((-4, true), (column.Scale, column.Quantised)); // 10^4 ≤ 10^20 / 2^52 = 22204.5
        Assert.Equal([10_000_000_000_000_000, 15, 2, 0], column.Mantissas.ToArray());
    }

    [Property]
    public void The_grid_is_the_coarsest_of_at_most_2_to_the_minus_52_of_the_largest(long bits)
    {
        double value = Math.Abs(BitConverter.Int64BitsToDouble(bits));
        if (!double.IsFinite(value) || value == 0)
            return;
        int scale = DecimalRounding.GridFor(value);
        Assert.InRange(scale, -ColumnBlock.MaxScale, ColumnBlock.MaxScale);
        Assert.True(Times(value, scale) >= (BigInteger.One << 52) * Unit);
        Assert.True(Times(value, scale - 1) < (BigInteger.One << 52) * Unit);
    }

    [Property]
    public void Random_bits_become_the_nearest_point_of_one_grid_whatever_the_vectors(long[] bits)
    {
        double[] values = [.. bits.Select(BitConverter.Int64BitsToDouble).Select(value => double.IsFinite(value) ? value : double.NaN)];
        AssertNearest(values);
        AssertNearest([.. values.Select(value => Math.IEEERemainder(value, 1))]);
    }

    [Property]
    public void Decimals_of_up_to_17_digits_read_back_at_their_scale(int[] digits, byte places, bool isLong)
    {
        int scale = places % 18;
        double[] values = [.. digits.Select(digit => Parse($"{(isLong ? digit * 10_000_019L : digit)}e-{scale}"))];
        ColumnBlock column = ColumnBlock.FromDoubles(Continuous("x"), values);
        AssertNearest(values);
        Assert.False(column.Quantised);
        Assert.InRange(column.Scale, 0, scale);
        Assert.Equal(values, column.Mantissas.ToArray().Select(mantissa => new DecimalNumber(mantissa, column.Scale).ToDouble()));
    }

    [Property]
    public void A_float_stands_for_its_shortest_decimal(int[] digits, byte places)
    {
        int scale = places % 10;
        float[] values = [.. digits.Select(digit => float.Parse($"{digit % 1_000_000}e-{scale}", CultureInfo.InvariantCulture))];
        ColumnBlock column = ColumnBlock.FromFloats(Continuous("x"), values);
        Assert.False(column.Quantised);
        Assert.InRange(column.Scale, 0, scale);
        for (int row = 0; row < values.Length; row++)
        {
            DecimalNumber.TryParse(Encoding.ASCII.GetBytes(values[row].ToString("R", CultureInfo.InvariantCulture)), out DecimalNumber shortest);
            Assert.Equal(shortest, new DecimalNumber(column.Mantissas[row], column.Scale));
        }
    }

    [Fact]
    public void Floats_of_any_magnitude_read_back()
    {
        float[] values = [0.1f, 16_777_217f, float.NaN, -2.5e-3f];
        ColumnBlock column = ColumnBlock.FromFloats(Continuous("x"), values);
        Assert.Equal([1000, 167_772_160_000, 0, -25], column.Mantissas.ToArray());
        Assert.False(ColumnBlock.FromFloats(Continuous("x"), [float.MaxValue]).Quantised);
        Assert.False(ColumnBlock.FromFloats(Continuous("x"), [float.Epsilon]).Quantised);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "-∞")]
    public void Infinity_is_refused_with_its_row_and_attribute(double value, string text)
    {
        string message = Assert.Throws<AttributeRangeException>(() => ColumnBlock.FromDoubles(Continuous("dose"), [1, double.NaN, value])).Message;
        Assert.Contains("'dose'", message, StringComparison.Ordinal);
        Assert.Contains("row 2", message, StringComparison.Ordinal);
        Assert.True(message.Contains(text, StringComparison.Ordinal) || message.Contains("Infinity", StringComparison.Ordinal), message);
        Assert.Throws<AttributeRangeException>(() => ColumnBlock.FromFloats(Continuous("dose"), [(float)value]));
    }

    [Fact]
    public void A_binary_column_takes_only_0_and_1()
    {
        Assert.Equal([1, 0, 0], ColumnBlock.FromDoubles(Binary("b"), [1, 0, double.NaN]).Mantissas.ToArray());
        string message = Assert.Throws<AttributeRangeException>(() => ColumnBlock.FromDoubles(Binary("b"), [1, 0.5])).Message;
        Assert.Contains("'b' is binary and takes 0 or 1, not 0.5 as in row 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_without_values_is_empty()
    {
        Assert.Equal(0, ColumnBlock.FromDoubles(Continuous("x"), []).Rows);
        Assert.False(ColumnBlock.FromDoubles(Continuous("x"), [double.NaN]).IsPresent(0));
    }

    private static readonly BigInteger Unit = BigInteger.Pow(2, 1074) * BigInteger.Pow(10, ColumnBlock.MaxScale + 1);

    private static void AssertNearest(double[] values)
    {
        ColumnBlock column = new FloatingColumn(Continuous("x"), values) { Vectorised = false }.Build();
        ColumnBlock vectorised = new FloatingColumn(Continuous("x"), values) { Vectorised = true }.Build();
        Assert.Equal((column.Scale, column.Quantised), (vectorised.Scale, vectorised.Quantised));
        Assert.Equal(column.Mantissas.ToArray(), vectorised.Mantissas.ToArray());
        for (int row = 0; row < values.Length; row++)
        {
            Assert.Equal(!double.IsNaN(values[row]), column.IsPresent(row));
            if (column.IsPresent(row))
                Assert.True(2 * BigInteger.Abs(Times(values[row], column.Scale) - (column.Mantissas[row] * Unit)) <= Unit);
        }
    }

    /// <summary>value · 10^scale in units of <see cref="Unit"/>, exactly.</summary>
    private static BigInteger Times(double value, int scale)
    {
        (ulong mantissa, int exponent) = Dyadic.Stored(value);
        BigInteger magnitude = ((BigInteger)mantissa << (exponent + 1074)) * BigInteger.Pow(10, scale + ColumnBlock.MaxScale + 1);
        return value < 0 ? -magnitude : magnitude;
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
