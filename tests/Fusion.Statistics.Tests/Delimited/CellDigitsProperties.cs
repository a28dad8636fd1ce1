using System.Text;
using FsCheck.Xunit;
using Fusion.Statistics.Delimited;
using Fusion.Statistics.Tests.Frames;

namespace Fusion.Statistics.Tests.Delimited;

[Properties(Arbitrary = [typeof(DecimalNumberProperties.DecimalTexts)], MaxTest = 3000, Replay = "(20240607,1357911)")]
public sealed class CellDigitsProperties
{
    [Property]
    public void What_is_read_is_what_the_parser_reads(DecimalNumberProperties.NumberText text) => AssertAgrees(text.Text);

    [Property]
    public void What_is_read_of_any_text_is_what_the_parser_reads(DecimalNumberProperties.NearlyNumberText text) => AssertAgrees(text.Text);

    [Fact]
    public void Every_length_point_and_sign_is_read()
    {
        foreach (string sign in (string[])["", "-"])
        {
            for (int length = 1; length <= 25; length++)
            {
                string digits = "9081726354718293645564738"[..length];
                AssertAgrees(sign + digits);
                for (int point = 0; point <= length; point++)
                {
                    string text = sign + digits.Insert(point, ".");
                    AssertAgrees(text);
                    if (length < 16)
                        Assert.True(Vector(text, out _) && Read<ScalarCellDigits>(text, out _));
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("+1")]
    [InlineData("1.2.3")]
    [InlineData("12345678901234567.8.9")]
    [InlineData("1.2345678901234567.89")]
    [InlineData("1:2")]
    [InlineData("1/2")]
    [InlineData(" 1")]
    [InlineData("1e5")]
    [InlineData("\"1\"")]
    [InlineData("1\u00802")]
    public void What_is_not_plain_is_left_to_the_parser(string text)
    {
        Assert.False(Vector(text, out _));
        Assert.False(Read<ScalarCellDigits>(text, out _));
    }

    private static void AssertAgrees(string text)
    {
        DecimalParse result = DecimalNumber.TryParse(Encoding.Latin1.GetBytes(text), out DecimalNumber expected);
        if (Vector(text, out DecimalNumber vector))
            Assert.Equal((DecimalParse.Value, expected.Mantissa, expected.Scale), (result, vector.Mantissa, vector.Scale));
        if (Read<ScalarCellDigits>(text, out DecimalNumber scalar))
            Assert.Equal((DecimalParse.Value, expected.Mantissa, expected.Scale), (result, scalar.Mantissa, scalar.Scale));
    }

    private static bool Vector(string text, out DecimalNumber value) =>
        VectorCellDigits.IsSupported ? Read<VectorCellDigits>(text, out value) : Read<ScalarCellDigits>(text, out value);

    /// <summary>Reads a cell between others, in its normal form.</summary>
    private static unsafe bool Read<TDigits>(string text, out DecimalNumber value)
        where TDigits : struct, ICellDigits
    {
        byte[] line = Encoding.Latin1.GetBytes($"9.87654321,-1.9,{text},");
        fixed (byte* start = line)
        {
            bool read = TDigits.TryRead(start + 16, start + line.Length - 1, out long mantissa, out int scale);
            value = new DecimalNumber(mantissa, scale).Normalised();
            return read;
        }
    }
}
