using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Fusion.Statistics.Tests.Frames;

[Properties(Arbitrary = [typeof(DecimalTexts)], MaxTest = 3000, Replay = "(20240607,1357911)")]
public sealed class DecimalNumberProperties
{
    [Property]
    public void Numbers_agree_with_big_integers(NumberText text)
    {
        (DecimalParse result, DecimalNumber expected) = DecimalReference.Parse(text.Text);
        Assert.Equal(result, Parse(text.Text, out DecimalNumber value));
        Assert.Equal((expected.Mantissa, expected.Scale), (value.Mantissa, value.Scale));
    }

    [Property]
    public void Any_text_of_number_characters_agrees_with_big_integers(NearlyNumberText text)
    {
        (DecimalParse result, DecimalNumber expected) = DecimalReference.Parse(text.Text);
        Assert.Equal(result, Parse(text.Text, out DecimalNumber value));
        Assert.Equal((expected.Mantissa, expected.Scale), (value.Mantissa, value.Scale));
    }

    [Property]
    public void Decimals_keep_their_value(decimal value)
    {
        DecimalParse result = Parse(value.ToString(CultureInfo.InvariantCulture), out DecimalNumber parsed);
        if (result == DecimalParse.Value)
            Assert.Equal(value, decimal.Parse(parsed.ToString(), CultureInfo.InvariantCulture));
        else
            Assert.True(decimal.GetBits(value)[2] != 0 || (uint)decimal.GetBits(value)[1] >= 1U << 30);
    }

    [Property]
    public void Doubles_survive_as_text(NormalFloat value)
    {
        DecimalParse result = Parse(value.Item.ToString("R", CultureInfo.InvariantCulture), out DecimalNumber parsed);
        if (Math.Abs(value.Item) < 1e308)
            Assert.Equal((DecimalParse.Value, value.Item), (result, parsed.ToDouble()));
    }

    [Property]
    public void Text_and_back_is_the_same_number(long mantissa, short scale)
    {
        var number = new DecimalNumber(mantissa >> 1, scale % 300);
        DecimalParse result = Parse(number.ToString(), out DecimalNumber parsed);
        if (number.Scale >= -288 && Math.Abs(number.Mantissa) < ColumnBlock.MantissaBound)
            Assert.Equal((DecimalParse.Value, number), (result, parsed));
    }

    private static DecimalParse Parse(string text, out DecimalNumber value) => DecimalNumber.TryParse(Encoding.ASCII.GetBytes(text), out value);

    public sealed record NumberText(string Text);

    public sealed record NearlyNumberText(string Text);

    internal static class DecimalTexts
    {
        public static Arbitrary<NumberText> Numbers() => (
            from sign in Gen.Elements("", "-", "+")
            from whole in Digits(22)
            from fraction in Digits(25)
            from exponent in Gen.Frequency((2, Gen.Constant("")), (2, Exponent(25)), (1, Exponent(430)))
            select new NumberText(sign + whole + (fraction.Length > 0 ? "." + fraction : "") + exponent)).ToArbitrary();

        public static Arbitrary<NearlyNumberText> NearlyNumbers() =>
            Gen.Elements("0", "1", "9", "5", ".", "-", "+", "e", "E", "00", "x").ArrayOf()
                .Where(parts => parts.Length is > 0 and < 9)
                .Select(parts => new NearlyNumberText(string.Concat(parts)))
                .ToArbitrary();

        /// <summary>Digits of all kinds, with a liking for runs of zeros, nines and halves.</summary>
        private static Gen<string> Digits(int most) =>
            from length in Gen.Choose(0, most)
            from digits in Gen.Frequency((3, Gen.Choose(0, 9)), (2, Gen.Elements(0, 5, 9))).ArrayOf(length)
            from zeros in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 20)))
            select string.Concat(digits) + new string('0', zeros);

        private static Gen<string> Exponent(int most) =>
            from letter in Gen.Elements("e", "E")
            from exponent in Gen.Choose(-most, most)
            from plus in Gen.Elements("", "+")
            select letter + (exponent >= 0 ? plus : "") + exponent.ToString(CultureInfo.InvariantCulture);
    }
}
