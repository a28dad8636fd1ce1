using System.Text;
using Fusion.Statistics.Delimited;
using Fusion.Statistics.Frames;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests.Delimited;

public sealed class DelimitedNumbersSpec
{
    [Fact]
    public void Decimals_keep_their_digits()
    {
        RowBlock block = Read("4.30,-12.345678\n5,0.5\n")!;

        Assert.Equal((1, 6), (block.Columns[0].Scale, block.Columns[1].Scale));
        Assert.Equal([43, 50], block.Columns[0].Mantissas.ToArray());
        Assert.Equal([-12_345_678, 500_000], block.Columns[1].Mantissas.ToArray());
    }

    [Theory]
    [InlineData("9223372036854775807", 922337203685477581, -1)]
    [InlineData("18446744073709551615", 1844674407370955162, -1)]
    [InlineData("123456789012345678901234567890.123", 1234567890123456789, -11)]
    public void Integers_of_many_digits_are_rounded_and_marked_as_in_a_frame(string text, long mantissa, int scale)
    {
        ColumnBlock column = Read($"{text},1\n")!.Columns[0];
        RowBlock framed = FrameEncoder.Encode(Frames.FrameText.Of("a:C b:C", $"{text},1"), AttributeCatalog.Empty, EncodeOptions.Default).Blocks.Single();

        Assert.Equal((mantissa, scale, true), (column.Mantissas[0], column.Scale, column.Quantised));
        Assert.Equal((mantissa, scale, true), (framed.Columns[0].Mantissas[0], framed.Columns[0].Scale, framed.Columns[0].Quantised));
    }

    [Fact]
    public void The_largest_power_of_ten_that_a_double_holds_is_exact()
    {
        ColumnBlock column = Read("1e308,1\n")!.Columns[0];

        Assert.Equal((1, -308, false), (column.Mantissas[0], column.Scale, column.Quantised));
    }

    [Fact]
    public void Quotes_carriage_returns_and_blank_lines_make_no_difference()
    {
        Assert.Equal(Content(Read("1,2\n3,4\n")), Content(Read("\"1\",2\r\n\r\n\n\"3\",\"4\"")));
    }

    [Fact]
    public void A_line_break_between_quotes_belongs_to_the_cell()
    {
        DelimitedNumbers reader = Reader(DelimitedOptions.Default);
        reader.Read("1,2\n3,\"4\n,5\"\n6,7\n"u8, out _);

        Assert.Equal(1, reader.Complete()!.Rows);
        Assert.Equal("Row 2, column 'b': '4\n,5' is not a number; allowed are decimal numbers such as -4.3 or 1e-7 and an empty cell.", reader.Errors.Single().Message);
    }

    [Fact]
    public void A_blank_line_of_one_column_is_no_row_and_quotes_without_text_are_a_missing_value()
    {
        var reader = new DelimitedNumbers([Continuous("x")]);
        reader.Read("1\n\n\"\"\n2\n\r\n"u8, out _);

        Assert.Equal([0b101], reader.Complete()!.Columns[0].Presence.ToArray());
    }

    [Fact]
    public void A_bad_row_ends_the_reading_and_those_before_it_count()
    {
        DelimitedNumbers reader = Reader(DelimitedOptions.Default);
        Assert.Equal(14, reader.Read("1,2\n3,x\n5,6\n7\n"u8, out RowBlock? none));

        Assert.Null(none);
        Assert.True(reader.IsStopped);
        Assert.Equal((2, 1), (reader.Rows, reader.RejectedRows));
        Assert.Equal(new RowError(2, "b", "Row 2, column 'b': 'x' is not a number; allowed are decimal numbers such as -4.3 or 1e-7 and an empty cell."), reader.Errors.Single());
        Assert.Equal(1, reader.Complete()!.Rows);
    }

    [Fact]
    public void Bad_rows_are_left_out_on_request_and_the_first_16_are_told()
    {
        DelimitedNumbers reader = Reader(new DelimitedOptions { SkipBadRows = true });
        reader.Read("1,2\n7\n1,2,3\n3,1\"2\"\n"u8, out _);
        for (int row = 0; row < 20; row++)
        {
            reader.Read("inf,0\n"u8, out _);
        }

        Assert.Equal((24, 23), (reader.Rows, reader.RejectedRows));
        Assert.Equal(
            [
                "Row 2 has 1 cells; it must have 2, one for each attribute name.",
                "Row 3 has 3 cells; it must have 2, one for each attribute name.",
                "Row 4, column 'b': '1\"2\"' has quotes that don't enclose it.",
                "Row 5, column 'a': 'inf' is not finite; allowed are decimal numbers and an empty cell.",
            ],
            reader.Errors.Take(4).Select(error => error.Message));
        Assert.Equal(16, reader.Errors.Count);
    }

    [Fact]
    public void A_quote_that_is_not_closed_is_an_error_of_the_last_row()
    {
        DelimitedNumbers reader = Reader(DelimitedOptions.Default);
        reader.Read("1,2\n3,\"4\n5,6\n"u8, out _);

        Assert.Equal(1, reader.Complete()!.Rows);
        Assert.Equal("Row 2 ends within quotes; is a quote not closed?", reader.Errors.Single().Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_line_longer_than_allowed_is_an_error_however_it_is_cut(int piece)
    {
        var options = new DelimitedOptions { LongestLine = 40 };
        string longest = $"1,{new string('0', 36)}2\n", tooLong = $"1,{new string('0', 37)}2\n";

        Assert.Equal(2, Read(longest + longest, options, piece)!.Rows);
        Assert.Throws<FrameException>(() => Read(longest + tooLong, options, piece));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(50_000)]
    [InlineData(997)]
    public void Lines_longer_than_a_window_are_read_however_they_are_cut(int piece)
    {
        const int Columns = 6000;
        AttributeInfo[] attributes = [.. Enumerable.Range(0, Columns).Select(c => Continuous($"x{c}"))];
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 5).Select(row => string.Join(',', Enumerable.Range(0, Columns).Select(c => $"{row}.{c + 10000}")) + "\n")));
        var reader = new DelimitedNumbers(attributes);
        foreach (byte[] bytes in text.Chunk(piece))
        {
            Assert.Equal(bytes.Length, reader.Read(bytes, out _));
        }

        RowBlock block = reader.Complete()!;
        Assert.Equal((5, Columns), (block.Rows, block.Columns.Length));
        Assert.All(block.Columns.Index(), column => Assert.Equal(
            Enumerable.Range(1, 5).Select(row => decimal.Parse($"{row}.{column.Index + 10000}", System.Globalization.CultureInfo.InvariantCulture)),
            Enumerable.Range(0, 5).Select(row => column.Item.Mantissas[row] / (decimal)Math.Pow(10, column.Item.Scale))));
    }

    [Fact]
    public void Other_separators_and_quotes_can_be_chosen()
    {
        var options = new DelimitedOptions { Separator = (byte)'\t', Quote = (byte)'\'' };

        Assert.Equal(Content(Read("1.5,2\n")), Content(Read("1.5\t'2'\n", options, 100)));
        Assert.Throws<ArgumentException>(() => Reader(options with { Quote = (byte)'\t' }));
        Assert.Throws<ArgumentException>(() => Reader(options with { Separator = (byte)'1' }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reader(options with { LongestLine = 1 }));
    }

    [Fact]
    public void Categories_are_not_read_from_text()
    {
        Assert.Throws<ArgumentException>(() => new DelimitedNumbers([Dummy("c", "v")]));
        Assert.Throws<ArgumentException>(() => new DelimitedNumbers([]));
    }

    [Theory]
    [InlineData("a,\"b,\"\"c\"\"\",d\r\n1,2,3\n", 15)]
    [InlineData("\uFEFFa,\"b,\"\"c\"\"\",d\n1,2,3\n", 17)]
    public void A_header_gives_the_names_and_its_length(string text, int length)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        DelimitedHeader header = DelimitedHeader.Read(bytes, DelimitedOptions.Default)!;

        Assert.Equal(["a", "b,\"c\"", "d"], header.Names.ToArray());
        Assert.Equal(length, header.Length);
        Assert.Null(DelimitedHeader.Read(bytes.AsSpan(0, length - 1), DelimitedOptions.Default));
    }

    [Fact]
    public void A_header_with_loose_quotes_or_too_long_is_an_error()
    {
        Assert.Throws<FrameException>(() => DelimitedHeader.Read("a,b\"c\"\n"u8, DelimitedOptions.Default));
        Assert.Throws<FrameException>(() => DelimitedHeader.Read("abcdef\n"u8, new DelimitedOptions { LongestLine = 6 }));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void A_text_shared_out_by_line_ends_gives_the_digest_of_the_whole(int parts)
    {
        var random = new Random(11);
        string[] lines = [.. Enumerable.Range(0, 5000).Select(_ => $"{random.Next(-50_000_000, 50_000_000) / 1e6m:F6},{random.Next(100) / 10m}\n")];
        var merged = new StatisticsAccumulator(squaredProducts: false);
        foreach (string[] share in lines.Chunk((lines.Length / parts) + 1))
        {
            merged.Add(Learn(string.Concat(share)).Snapshot());
        }

        Assert.Equal(Learn(string.Concat(lines)).Snapshot().Digest(), merged.Snapshot().Digest());
    }

    private static StatisticsAccumulator Learn(string text)
    {
        var statistics = new StatisticsAccumulator(squaredProducts: false);
        DelimitedNumbers reader = Reader(DelimitedOptions.Default);
        for (ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text); !rest.IsEmpty;)
        {
            rest = rest[reader.Read(rest, out RowBlock? block)..];
            if (block is not null)
                statistics.Add(block);
        }

        if (reader.Complete() is { } last)
            statistics.Add(last);
        return statistics;
    }

    private static DelimitedNumbers Reader(DelimitedOptions options) => new([Continuous("a"), Continuous("b")], options);

    private static RowBlock? Read(string text) => Read(text, DelimitedOptions.Default, text.Length);

    private static RowBlock? Read(string text, DelimitedOptions options, int piece)
    {
        DelimitedNumbers reader = Reader(options);
        foreach (byte[] bytes in Encoding.UTF8.GetBytes(text).Chunk(piece))
        {
            Assert.Equal(bytes.Length, reader.Read(bytes, out RowBlock? block));
            Assert.Null(block);
        }

        return reader.Complete();
    }

    private static string Content(RowBlock? block) => DelimitedSample.Content([block!]);
}
