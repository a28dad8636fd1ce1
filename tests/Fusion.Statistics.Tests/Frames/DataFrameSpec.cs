using System.Collections.Immutable;
using System.Text;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

public sealed class DataFrameSpec
{
    [Fact]
    public void Cells_come_back_as_they_were_added_also_from_ragged_rows()
    {
        var builder = new DataFrameBuilder(["a", "b"], [ColumnType.Continuous, ColumnType.Text]);
        builder.AddCell("1.50"u8);
        builder.AddMissing();
        builder.EndRow();
        builder.EndRow();
        builder.AddCell("ä"u8);
        builder.AddCell([]);
        builder.AddCell("x"u8);
        builder.EndRow();
        DataFrame frame = builder.Build(DataFrame.SkipBadRows);

        Assert.Equal(["a", "b"], frame.AttributeNames.AsEnumerable());
        Assert.Equal([ColumnType.Continuous, ColumnType.Text], frame.AttributeTypes.AsEnumerable());
        Assert.Equal(DataFrame.SkipBadRows, frame.ErrorHandling);
        Assert.Equal(["1.50|", "", "ä||x"], Rows(frame));
    }

    [Fact]
    public void A_row_that_was_not_ended_is_not_in_the_frame_but_in_the_next_one()
    {
        var builder = new DataFrameBuilder(["a"]);
        builder.AddCell("1"u8);
        builder.EndRow();
        builder.AddCell("2"u8);
        DataFrame first = builder.Build();
        builder.EndRow();

        Assert.Equal(["1"], Rows(first));
        Assert.Equal(["1", "2"], Rows(builder.Build()));
    }

    [Fact]
    public void A_frame_is_the_same_again_from_its_parts()
    {
        DataFrame frame = FrameText.Of("a:C b:T", "1,x", "2", ",y");
        FrameCells cells = new(frame.Cells.Text, frame.Cells.CellEnds, frame.Cells.RowEnds);
        Assert.Equal(Rows(frame), Rows(DataFrame.FromParts(frame.AttributeNames, frame.AttributeTypes, cells)));
    }

    [Theory]
    [InlineData(new[] { 2, 1, 3 }, new[] { 3 })]
    [InlineData(new[] { -1, 3 }, new[] { 2 })]
    [InlineData(new[] { 1, 2 }, new[] { 2 })]
    [InlineData(new[] { 1, 4 }, new[] { 2 })]
    [InlineData(new[] { 1, 3 }, new[] { 1 })]
    [InlineData(new[] { 1, 3 }, new[] { 3 })]
    [InlineData(new[] { 1, 3 }, new int[0])]
    public void Damaged_parts_are_refused(int[] cellEnds, int[] rowEnds) =>
        Assert.Throws<FrameException>(() => new FrameCells([1, 2, 3], [.. cellEnds], [.. rowEnds]));

    [Fact]
    public void A_cell_beyond_its_row_is_refused()
    {
        DataFrame frame = FrameText.Of("a b", "1", "2,3");
        Assert.Throws<ArgumentOutOfRangeException>(() => frame.Cell(0, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => frame.Cell(1, -1).Length);
    }

    [Theory]
    [InlineData("a b a", "'a' occurs twice")]
    [InlineData("a  b", "name 2 is empty")]
    public void Names_must_be_distinct_and_not_empty(string columns, string message) =>
        Assert.Contains(message, Assert.Throws<FrameException>(() => FrameText.Of(columns)).Message, StringComparison.Ordinal);

    [Fact]
    public void There_must_be_a_type_for_each_name()
    {
        var builder = new DataFrameBuilder(["a", "b"], [ColumnType.Continuous]);
        FrameException error = Assert.Throws<FrameException>(() => builder.Build());
        Assert.Equal("There are 2 attribute names and 1 attribute types; give one type for each name or none.", error.Message);
    }

    [Fact]
    public void Unknown_error_handling_is_refused()
    {
        FrameException error = Assert.Throws<FrameException>(() => new DataFrameBuilder(["a"]).Build(2));
        Assert.Equal("errorHandling is 2; allowed are 0 (stop at the first bad row) and 1 (leave bad rows out).", error.Message);
    }

    [Theory]
    [InlineData("C", ColumnType.Continuous)]
    [InlineData("b", ColumnType.Binary)]
    [InlineData("s", ColumnType.Text)]
    [InlineData("T", ColumnType.Category)]
    [InlineData("l", ColumnType.List)]
    [InlineData("x", ColumnType.Ignored)]
    [InlineData("-", ColumnType.Ignored)]
    [InlineData(" P ", ColumnType.Patient)]
    public void Type_letters_are_read_in_either_case(string letter, ColumnType type) => Assert.Equal(type, ColumnTypes.Parse(letter));

    [Theory]
    [InlineData("Q")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("CC")]
    public void Other_letters_are_refused_and_the_allowed_ones_named(string? letter) =>
        Assert.Equal(
            $"Unknown attribute type '{letter}'; allowed are C, B, S, T, L, X, P and -.",
            Assert.Throws<FrameException>(() => ColumnTypes.Parse(letter)).Message);

    [Fact]
    public void Every_type_has_the_letter_it_is_read_from()
    {
        ImmutableArray<ColumnType> types = [.. Enum.GetValues<ColumnType>()];
        Assert.Equal(types, types.Select(type => ColumnTypes.Parse(type.Letter())));
    }

    private static string[] Rows(DataFrame frame) =>
        [.. Enumerable.Range(0, frame.RowCount).Select(row => string.Join(
            '|', Enumerable.Range(0, frame.CellCount(row)).Select(column => Encoding.UTF8.GetString(frame.Cell(row, column)))))];
}
