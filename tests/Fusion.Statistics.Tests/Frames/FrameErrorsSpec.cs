using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

/// <summary>What becomes of bad rows and bad frames.</summary>
public sealed class FrameErrorsSpec
{
    private static readonly EncodeOptions AllOrNothing = EncodeOptions.Default with { AllOrNothing = true };

    [Theory]
    [InlineData("1,0,a,b", null, "Row 2 has 4 cells; it must have 3, one for each attribute name.")]
    [InlineData("1", null, "Row 2 has 1 cells; it must have 3, one for each attribute name.")]
    [InlineData(
        "abc,0,a", "c",
        "Row 2, column 'c': 'abc' is not a number; allowed are decimal numbers such as -4.3 or 1e-7 and an empty cell.")]
    [InlineData("-inf,0,a", "c", "Row 2, column 'c': '-inf' is not finite; allowed are decimal numbers and an empty cell.")]
    [InlineData(
        "1e400,0,a", "c",
        "Row 2, column 'c': '1e400' is out of range; allowed are numbers below 1.8·10^308 in magnitude and an empty cell.")]
    [InlineData("1,2,a", "b", "Row 2, column 'b': '2' is not binary; allowed are 0, 1, true, false and an empty cell.")]
    [InlineData("1,yes,a", "b", "Row 2, column 'b': 'yes' is not binary; allowed are 0, 1, true, false and an empty cell.")]
    [InlineData(
        "1,1.00000000000000000000001,a", "b",
        "Row 2, column 'b': '1.00000000000000000000001' is not binary; allowed are 0, 1, true, false and an empty cell.")]
    [InlineData("1,inf,a", "b", "Row 2, column 'b': 'inf' is not binary; allowed are 0, 1, true, false and an empty cell.")]
    public void A_bad_row_is_named_with_its_column_and_value_and_what_is_allowed(string bad, string? column, string message)
    {
        EncodedFrame encoded = FrameText.Of("c:C b:B t:T", "1,0,a", bad).Encode();
        Assert.Equal(new RowError(2, column, message), encoded.FirstError);
    }

    [Fact]
    public void At_most_forty_characters_of_a_bad_value_are_shown()
    {
        string start = new string('ä', 39);
        EncodedFrame encoded = FrameText.Of("c:C", start + "😀" + new string('z', 1000)).Encode();
        Assert.StartsWith($"Row 1, column 'c': '{start}…' is not a number", encoded.FirstError!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void By_default_rows_before_the_first_bad_one_stay_and_nothing_after_it_counts()
    {
        EncodedFrame encoded = FrameText.Of("n:C t:T u:T", "1,a,", "2,b,", "x,c,q", "4,d,", "y,e,").Encode();
        Assert.Equal(["1", "2"], encoded.Values("n"));
        Assert.Equal(["n", "t$a", "t$b"], encoded.Catalog.Names());
        Assert.Equal((2, 1, 3), (encoded.AcceptedRows, encoded.RejectedRows, encoded.FirstError!.Row));
    }

    [Fact]
    public void A_frame_whose_first_row_is_bad_registers_nothing()
    {
        EncodedFrame encoded = FrameText.Of("n:C t:T", "x,c", "4,d").Encode();
        Assert.Same(AttributeCatalog.Empty, encoded.Catalog);
        Assert.Empty(encoded.Blocks);
        Assert.Equal((0, 1), (encoded.AcceptedRows, encoded.RejectedRows));
    }

    [Fact]
    public void Bad_rows_are_skipped_and_counted_when_the_frame_says_so()
    {
        EncodedFrame encoded = FrameText.Skipping("t:T n:C", "a,1", "b,x", "c", "d,4", "b,5", "e,-").Encode();
        Assert.Equal(["1", "4", "5"], encoded.Values("n"));
        Assert.Equal(["t$a", "t$d", "t$b", "n"], encoded.Catalog.Names());
        Assert.Equal(["1", "0", "0"], encoded.Values("t$a"));
        Assert.Equal((3, 3, 2), (encoded.AcceptedRows, encoded.RejectedRows, encoded.FirstError!.Row));
    }

    [Fact]
    public void A_value_of_a_skipped_row_is_not_left_in_the_next_one()
    {
        EncodedFrame encoded = FrameText.Skipping("a:C b:C t:T u:T", "7,x,p,q", ",2,,r").Encode();
        Assert.Equal([""], encoded.Values("a"));
        Assert.Equal(["2"], encoded.Values("b"));
        Assert.Equal(["a", "b", "u$r"], encoded.Catalog.Names());
    }

    [Fact]
    public void All_or_nothing_refuses_the_frame_for_one_bad_row_even_when_it_asks_for_skipping()
    {
        EncodedFrame encoded = FrameText.Skipping("n:C t:T", "1,a", "x,b", "3,c").Encode(options: AllOrNothing);
        Assert.Empty(encoded.Blocks);
        Assert.Same(AttributeCatalog.Empty, encoded.Catalog);
        Assert.Equal((0, 1, 2), (encoded.AcceptedRows, encoded.RejectedRows, encoded.FirstError!.Row));
    }

    [Fact]
    public void All_or_nothing_takes_a_frame_without_a_bad_row()
    {
        EncodedFrame encoded = FrameText.Of("n:C t:T", "1,a", "2,b").Encode(options: AllOrNothing);
        Assert.Equal(["n", "t$a", "t$b"], encoded.Catalog.Names());
        Assert.Equal(["1", "2"], encoded.Values("n"));
    }

    [Fact]
    public void A_category_too_many_makes_its_row_bad()
    {
        EncodeOptions two = EncodeOptions.Default with { MaxCategoriesPerColumn = 2 };
        EncodedFrame encoded = FrameText.Skipping("t:T", "a", "b", "c", "A").Encode(options: two);
        Assert.Equal(["t$a", "t$b"], encoded.Catalog.Names());
        Assert.Equal(["1", "0", "1"], encoded.Values("t$a"));
        Assert.Equal("Row 3, column 't': 'c' is one category too many; a column is limited to 2 categories.", encoded.FirstError!.Message);
    }

    [Fact]
    public void A_category_that_would_be_an_attribute_too_many_makes_its_row_bad()
    {
        EncodeOptions three = EncodeOptions.Default with { MaxAttributes = 3 };
        AttributeCatalog known = FrameText.Of("n:C t:T", "1,a").Encode().Catalog;
        EncodedFrame encoded = FrameText.Skipping("t:T u:T", "b,x", "b,", ",x", "a,").Encode(known, three);
        Assert.Equal(["n", "t$a", "t$b"], encoded.Catalog.Names());
        Assert.Equal((2, 2), (encoded.AcceptedRows, encoded.RejectedRows));
        Assert.Equal(
            "Row 1, column 'u': 'x' cannot become a category. A project is limited to 3 attributes.", encoded.FirstError!.Message);
    }

    [Fact]
    public void A_category_with_too_long_a_name_makes_its_row_bad()
    {
        EncodeOptions eight = EncodeOptions.Default with { MaxNameLength = 8 };
        EncodedFrame encoded = FrameText.Of("t:T", "abcdef", "abcdefg").Encode(options: eight);
        Assert.Equal(["t$abcdef"], encoded.Catalog.Names());
        Assert.Contains("The attribute name 't$abcdefg' has 9 characters; the limit is 8.", encoded.FirstError!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a$b:B a:T", "1,b")]
    [InlineData("a$b:T a:T", "c,b$c")]
    [InlineData("a$b:T a:T", "c,b")]
    public void A_category_whose_name_is_taken_makes_its_row_bad(string columns, string row)
    {
        EncodedFrame encoded = FrameText.Of(columns, row).Encode();
        Assert.EndsWith("belongs to another column already.", encoded.FirstError!.Message, StringComparison.Ordinal);
        Assert.Empty(encoded.Catalog.Schema);
    }

    [Fact]
    public void A_name_taken_by_an_attribute_learned_earlier_is_not_given_to_a_category()
    {
        AttributeCatalog known = FrameText.Of("a$b:C", "1").Encode().Catalog;
        Assert.Equal(1, FrameText.Of("a:T", "b").Encode(known).FirstError!.Row);
    }

    [Fact]
    public void A_dummy_of_a_known_category_is_refused_as_a_column()
    {
        AttributeCatalog known = FrameText.Of("t:T", "a", "b").Encode().Catalog;
        FrameException error = Assert.Throws<FrameException>(() => FrameText.Of("t$a:B", "1").Encode(known));
        Assert.Equal("Column 't$a' is a category of 't'; send that column instead.", error.Message);
    }

    [Fact]
    public void Too_many_columns_refuse_the_frame()
    {
        EncodeOptions two = EncodeOptions.Default with { MaxAttributes = 2 };
        FrameException error = Assert.Throws<FrameException>(() => FrameText.Of("a:C b:B c:C", "1,1,1").Encode(options: two));
        Assert.Equal("A project is limited to 2 attributes.", error.Message);
    }

    [Theory]
    [InlineData("long_name:C")]
    [InlineData("long_name:T")]
    public void Too_long_a_column_name_refuses_the_frame(string columns)
    {
        EncodeOptions eight = EncodeOptions.Default with { MaxNameLength = 8 };
        FrameException error = Assert.Throws<FrameException>(() => FrameText.Of(columns, "1").Encode(options: eight));
        Assert.Equal("The attribute name 'long_name' has 9 characters; the limit is 8.", error.Message);
    }

    [Fact]
    public void A_type_that_does_not_count_explains_itself_where_a_cell_fails_by_it()
    {
        AttributeCatalog binary = FrameText.Of("t:B", "1").Encode().Catalog;
        EncodedFrame encoded = FrameText.Of("t:C", "7").Encode(binary);

        Assert.Equal(
            "Row 1, column 't': '7' is not binary; allowed are 0, 1, true, false and an empty cell. "
            + "The project has this column as B since its first batch; the C of this frame is ignored.",
            encoded.FirstError!.Message);
    }
}
