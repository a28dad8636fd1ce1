using Fusion.Statistics.Frames;
using static Fusion.Statistics.Tests.Frames.HashTrickSpec;

namespace Fusion.Statistics.Tests.Frames;

public sealed class PowerTransformSpec
{
    [Theory]
    [InlineData(1, 3.5, 3.5)]
    [InlineData(1, -3.5, -3.5)]
    [InlineData(2, 3, 7.5)] // (4² − 1)/2
    [InlineData(0.5, 8, 4)] // (√9 − 1)/0.5
    [InlineData(0, 1, 0.6931471805599453)]
    [InlineData(2, -1, -0.6931471805599453)]
    [InlineData(0, -3, -7.5)] // −(4² − 1)/2
    [InlineData(3, -1, -0.5)] // −(2^-1 − 1)/(−1)
    [InlineData(-1, 1, 0.5)] // (2^-1 − 1)/(−1)
    public void The_formula_has_four_branches(double power, double value, double expected) =>
        Assert.Equal(expected, PowerTransform.YeoJohnson(power, value), 1e-15);

    [Theory]
    [InlineData(-2)]
    [InlineData(-0.5)]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_copy_leads_back_to_its_value(double power)
    {
        double[] values = [-1e3, -2.5, -1, -0.3, -1e-9, 0, 1e-9, 0.3, 1, 2.5, 1e3];
        // A copy near the end of its range has few digits of the value left: 1/2 − (1 + 1000)⁻²/2 differs from 1/2 by 5e-7.
        Assert.All(values, value => Assert.Equal(
            value, PowerTransform.InverseYeoJohnson(power, PowerTransform.YeoJohnson(power, value)), Math.Abs(value) * (Math.Abs(value) > 10 ? 1e-9 : 1e-14)));
    }

    [Theory]
    [InlineData(-2, 0.5, double.PositiveInfinity)] // copies end at 1/2
    [InlineData(-2, 7, double.PositiveInfinity)]
    [InlineData(-0.5, 2.1, double.PositiveInfinity)]
    [InlineData(4, -0.5, double.NegativeInfinity)]
    [InlineData(3, -1.5, double.NegativeInfinity)]
    [InlineData(0, double.PositiveInfinity, double.PositiveInfinity)]
    public void Beyond_all_copies_is_the_end_of_the_scale(double power, double copy, double expected) =>
        Assert.Equal(expected, PowerTransform.InverseYeoJohnson(power, copy));

    [Theory]
    [InlineData("pt_x^0.5", "x", 0.5)]
    [InlineData("pt_x^-2", "x", -2.0)]
    [InlineData("pt_x^y^1", "x^y", 1.0)]
    [InlineData("pt_x^y^1", "x", null)]
    [InlineData("pt_xx^1", "x", null)]
    [InlineData("x", "x", null)]
    [InlineData("pt_x^", "x", null)]
    public void A_copy_tells_its_power(string attribute, string column, double? power) =>
        Assert.Equal(power, PowerTransform.FindPower(attribute, column));

    [Fact]
    public void Every_name_of_a_copy_tells_its_power() => Assert.Equal(
        [-1, -0.3333, 0.3333, 1], new PowerTransform("x", -1, 1, 4).Names.Select(name => PowerTransform.FindPower(name, "x")!.Value));

    [Fact]
    public void Copies_follow_the_columns_with_nine_digits()
    {
        DataFrame frame = new PowerTransform("x", 0, 2, 3).Apply(Frame("x,k", "CT", "1,a", ",b", "-1.5,c"));
        Assert.Equal(["x", "k", "pt_x^0", "pt_x^1", "pt_x^2"], frame.AttributeNames.ToArray());
        Assert.Equal("CTCCC", string.Concat(frame.AttributeTypes.Select(type => type.Letter())));
        Assert.Equal(["1", "a", "0.693147181", "1", "1.5", "", "b", "", "", "", "-1.5", "c", "-2.625", "-1.5", "-0.916290732"], Cells(frame));
    }

    [Theory]
    [InlineData("0.0000012", "0.00000119999928", "0.0000012", "0.00000120000072")]
    [InlineData("-0.0000012", "-0.00000120000072", "-0.0000012", "-0.00000119999928")]
    [InlineData("1e-15", "0.000000000000001", "1e-15", "0.000000000000001")]
    [InlineData("2.5e-300", "2.50000000000000E-300", "2.5e-300", "2.50000000000000E-300")]
    [InlineData("0", "0", "0", "0")]
    public void Small_values_keep_their_digits(string value, string log, string same, string square)
    {
        DataFrame frame = new PowerTransform("x", 0, 2, 3).Apply(Frame("x", "C", value));
        Assert.Equal([value, log, same, square], Cells(frame));
    }

    [Theory]
    [InlineData(0.5, 0.5, 1, "pt_x^0.5")]
    [InlineData(-1, 1, 4, "pt_x^-1 pt_x^-0.3333 pt_x^0.3333 pt_x^1")]
    [InlineData(2, 2, 5, "pt_x^2")]
    public void Powers_are_evenly_spaced(double min, double max, int steps, string expected) =>
        Assert.Equal(expected, string.Join(' ', new PowerTransform("x", min, max, steps).Names));

    [Fact]
    public void What_has_no_power_is_missing_and_what_is_large_has_fifteen_digits()
    {
        DataFrame frame = new PowerTransform("x", 3, 3, 1).Apply(Frame("x", "C", "many", "1e200", "1e6"));
        Assert.Equal(["many", "", "1e200", "", "1e6", "3.33334333334333E+017"], Cells(frame));
    }

    [Fact]
    public void A_frame_without_the_column_or_with_the_copies_stays_as_it_is()
    {
        DataFrame without = Frame("y", "C", "1"), copied = Frame("x,pt_x^2", "CC", "1,7");
        Assert.Same(without, new PowerTransform("x", 2, 2, 1).Apply(without));
        Assert.Same(copied, new PowerTransform("x", 2, 2, 1).Apply(copied));
    }

    [Fact]
    public void Rows_of_the_wrong_length_stay_too_short()
    {
        DataFrame frame = new PowerTransform("x", 2, 2, 1).Apply(Frame("x,y", "CC", "1", "1,2"));
        Assert.Equal([1, 3], Enumerable.Range(0, 2).Select(frame.CellCount));
    }

    [Fact]
    public void Sums_of_copies_do_not_depend_on_how_rows_are_dealt()
    {
        PowerTransform transform = new("x", -1, 2, 5);
        string[] rows = [.. Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{(i * 37 % 101) - 50}.{i % 10}"))];
        SufficientStatistics whole = Learn(transform.Apply(Frame("x", "C", rows)));
        SufficientStatistics parts = rows.Chunk(17).Select(part => Learn(transform.Apply(Frame("x", "C", part)))).Aggregate((a, b) => a.Merge(b));
        Assert.Equal(whole.Digest(), parts.Digest());
        Assert.Equal(SufficientStatistics.Empty.Digest(), whole.Subtract(parts).Digest());
    }

    private static SufficientStatistics Learn(DataFrame frame) =>
        SufficientStatistics.Of(FrameEncoder.Encode(frame, AttributeCatalog.Empty, EncodeOptions.Default).Blocks);
}
