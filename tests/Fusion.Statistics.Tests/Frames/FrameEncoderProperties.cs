using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

[Properties(Arbitrary = [typeof(FrameTexts)], MaxTest = 300, Replay = "(20240607,1357911)")]
public sealed class FrameEncoderProperties
{
    private const string Columns = "c:C t:T b:B u:T s:S";

    [Property]
    public void Skipping_bad_rows_is_encoding_the_good_ones(FrameRows rows)
    {
        EncodedFrame skipped = FrameText.Skipping(Columns, rows.All).Encode();
        EncodedFrame good = FrameText.Of(Columns, [.. rows.All.Where(IsGood)]).Encode();
        Assert.Null(good.FirstError);
        Assert.Equal(Content(good), Content(skipped));
        Assert.Equal(rows.All.Length, skipped.AcceptedRows + skipped.RejectedRows);
    }

    [Property]
    public void Stopping_is_encoding_the_rows_before_the_first_bad_one(FrameRows rows)
    {
        EncodedFrame stopped = FrameText.Of(Columns, rows.All).Encode();
        string[] before = [.. rows.All.TakeWhile(IsGood)];
        Assert.Equal(Content(FrameText.Of(Columns, before).Encode()), Content(stopped));
        Assert.Equal(before.Length == rows.All.Length ? null : before.Length + 1L, stopped.FirstError?.Row);
    }

    [Property]
    public void A_second_frame_finds_the_catalog_as_the_first_left_it(FrameRows rows)
    {
        EncodedFrame once = FrameText.Skipping(Columns, rows.All).Encode();
        EncodedFrame again = FrameText.Skipping(Columns, rows.All).Encode(once.Catalog);
        Assert.Same(once.Catalog, again.Catalog);
        Assert.Equal(Content(once), Content(again));
    }

    [Property]
    public void Rows_sent_in_two_frames_give_the_statistics_of_one_frame(FrameRows rows, NonNegativeInt split)
    {
        int first = split.Item % (rows.All.Length + 1);
        EncodedFrame whole = FrameText.Skipping(Columns, rows.All).Encode();
        EncodedFrame start = FrameText.Skipping(Columns, rows.All[..first]).Encode();
        EncodedFrame rest = FrameText.Skipping(Columns, rows.All[first..]).Encode(start.Catalog);
        Assert.Equal(
            SufficientStatistics.Of(whole.Blocks).Digest(),
            SufficientStatistics.Of(start.Blocks).Merge(SufficientStatistics.Of(rest.Blocks)).Digest());
    }

    [Property]
    public void The_culture_has_no_say(FrameRows rows)
    {
        string expected = Content(FrameText.Skipping(Columns, rows.All).Encode());
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CommaCulture();
            Assert.Equal(expected, Content(FrameText.Skipping(Columns, rows.All).Encode()));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static bool IsGood(string row) => row.Split(',') is [not "x" and not "inf", _, not "2", _, _];

    private static string Content(EncodedFrame encoded) => string.Join(
        '\n', encoded.Catalog.Names().Select(name => $"{name}: {string.Join(',', encoded.Values(name))}").Append(string.Join(',', encoded.Catalog.Categories)));

    private static CultureInfo CommaCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        return culture;
    }

    public sealed record FrameRows(string[] All);

    private static class FrameTexts
    {
        public static Arbitrary<FrameRows> Rows() => Gen.OneOf(
            Row(good: true), Row(good: true), Row(good: true), Row(good: false), Gen.Constant("1,a,1"))
            .ArrayOf()
            .Select(rows => new FrameRows(rows))
            .ToArbitrary();

        private static Gen<string> Row(bool good) =>
            from number in Gen.Elements<string>(good ? ["-1.5", "3e2", "", "nan", "0.25"] : ["1", "x", "inf"])
            from first in Gen.Elements("A", "b", " a", "", "Ä", "c")
            from bit in Gen.Elements<string>(good ? ["0", "1", "true", ""] : ["2", "0"])
            from second in Gen.Elements("x", "y", "Z", "")
            select $"{number},{first},{bit},{second},any text";
    }
}
