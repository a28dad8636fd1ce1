using System.Text;
using Fusion.Http.Readers;
using Fusion.Models;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Tests.Readers;

/// <summary>Data frames as clients really send them, and what is told about broken ones.</summary>
public sealed class DataFrameReaderSpec
{
    [Fact]
    public void A_frame_is_read_with_names_types_and_cells()
    {
        DataFrame frame = Read("""{"attributeNames":["x","y"],"attributeTypes":["C","t"],"data":[["1.50","a"],["2","b"]],"errorHandling":1}""");

        Assert.Equal(["x", "y"], frame.AttributeNames.ToArray());
        Assert.Equal([ColumnType.Continuous, ColumnType.Category], frame.AttributeTypes.ToArray());
        Assert.Equal([["1.50", "a"], ["2", "b"]], Cells(frame));
        Assert.Equal(DataFrame.SkipBadRows, frame.ErrorHandling);
    }

    [Fact]
    public void Keys_may_come_in_any_order_and_unknown_ones_are_skipped()
    {
        DataFrame frame = Read("""{"x":{"data":[[1]]},"data":[[1]],"attributeTypes":["C"],"later":[1,2],"attributeNames":["x"]}""");

        Assert.Equal(["x"], frame.AttributeNames.ToArray());
        Assert.Equal([["1"]], Cells(frame));
    }

    [Fact]
    public void Cells_may_be_numbers_booleans_null_and_bare_tokens()
    {
        DataFrame frame = Read("""{"attributeNames":["a","b","c","d","e","f","g"],"data":[[1.250e3,true,false,null,NaN,-Infinity,""]]}""");

        Assert.Equal([["1.250e3", "true", "false", "", "NaN", "-Infinity", ""]], Cells(frame));
    }

    [Fact]
    public void Names_may_be_numbers_and_booleans() =>
        Assert.Equal(["1", "2.50", "true", "NaN"], Read("""{"attributeNames":[1,2.50,true,NaN],"data":[]}""").AttributeNames.ToArray());

    [Fact]
    public void A_type_that_is_a_number_is_named_as_a_type() => Assert.StartsWith(
        "Unknown attribute type '1'",
        Assert.Throws<FrameException>(() => Read("""{"attributeNames":["a"],"attributeTypes":[1]}""")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Escapes_are_undone_and_the_text_of_a_cell_is_otherwise_untouched()
    {
        DataFrame frame = Read("""{"attributeNames":["a","b"],"data":[["q\"\\\/\n\u00e9\ud83d\ude00"," NaN, Infinity "]]}""");

        Assert.Equal([["q\"\\/\né😀", " NaN, Infinity "]], Cells(frame));
    }

    [Fact]
    public void An_escaped_backslash_begins_no_escape() =>
        Assert.Equal([[@"\ud800"]], Cells(Read("""{"attributeNames":["a"],"data":[["\\ud800"]]}""")));

    [Fact]
    public void Nesting_without_end_is_refused() => Assert.StartsWith(
        "Malformed JSON at line 1, byte ",
        Assert.Throws<InvalidRequestException>(() => Read("""{"later":""" + new string('[', 100_000))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_long_escaped_cell_is_read_whole()
    {
        string text = new('é', 5000);

        Assert.Equal([["\n" + text]], Cells(Read($$"""{"attributeNames":["a"],"data":[["\n{{text}}"]]}""")));
    }

    [Fact]
    public void Types_may_be_missing_empty_or_null()
    {
        Assert.True(Read("""{"attributeNames":["a"],"data":[]}""").AttributeTypes.IsDefault);
        Assert.True(Read("""{"attributeNames":["a"],"attributeTypes":[],"data":[]}""").AttributeTypes.IsDefault);
        Assert.True(Read("""{"attributeNames":["a"],"attributeTypes":null,"data":[]}""").AttributeTypes.IsDefault);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"attributeNames":["a"]}""")]
    [InlineData("""{"attributeNames":["a"],"data":null}""")]
    [InlineData("""{"attributeNames":["a"],"data":[]}""")]
    public void Absent_data_is_a_frame_without_rows(string body) => Assert.Equal(0, Read(body).RowCount);

    [Fact]
    public void A_ragged_row_is_kept_for_the_learner_to_name()
    {
        DataFrame frame = Read("""{"attributeNames":["a","b"],"data":[["1","2"],["3"],[]]}""");

        Assert.Equal([2, 1, 0], Enumerable.Range(0, 3).Select(frame.CellCount));
    }

    [Fact]
    public void The_last_of_two_equal_keys_counts() =>
        Assert.Equal([["2"]], Cells(Read("""{"attributeNames":["a"],"data":[["1"],["1"]],"data":[["2"]]}""")));

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.Equal(0, Read("\uFEFF{}").RowCount);

    [Theory]
    [InlineData("", "The request body is missing")]
    [InlineData("   ", "Malformed JSON at line 1, byte 4: ")]
    [InlineData("{\"attributeNames\":[\"a\"],\n\"data\":[[1,]]}", "Malformed JSON at line 2, byte 12: ")]
    [InlineData("{\"attributeNames\":[\"a\"],\"data\":[[\"1\"]]", "Malformed JSON at line 1, byte ")]
    [InlineData("{} {}", "Malformed JSON at line 1, byte 4: ")]
    [InlineData("[]", "The data frame must be a JSON object, at byte 1")]
    [InlineData("\"text\"", "The data frame must be a JSON object, at byte 1")]
    [InlineData("\uFEFF", "Malformed JSON at line 1, byte 1: ")]
    [InlineData("""{"data":[["\ud800"]]}""", @"Malformed JSON at byte 12: the escape \ud800 is half of a surrogate pair")]
    [InlineData("""{"attributeNames":["\udc00a"]}""", @"Malformed JSON at byte 21: the escape \udc00 is half of a surrogate pair")]
    [InlineData("""{"attributeTypes":["\uD83D\u0041"]}""", @"Malformed JSON at byte 21: the escape \uD83D is half of a surrogate pair")]
    [InlineData("""{"errorHandling":"\ud800"}""", @"Malformed JSON at byte 19: the escape \ud800 is half of a surrogate pair")]
    [InlineData("""{"\ud800":1}""", @"Malformed JSON at byte 3: the escape \ud800 is half of a surrogate pair")]
    [InlineData("""{"data":[["\ud8"]]}""", "Malformed JSON at line 1, byte ")]
    [InlineData("""{"later":"\ud""", "Malformed JSON at line 1, byte ")]
    [InlineData("""{"errorHandling":99999999999999999999}""", "errorHandling must be 0 or 1, at byte 18")]
    [InlineData("""{"data":[[{}]]}""", "a cell of data row 1 is no string, number, true, false or null, at byte 11")]
    [InlineData("""{"data":{}}""", "data must be an array of rows, at byte 9")]
    [InlineData("""{"data":[["1"],2]}""", "data row 2 must be an array of cells, at byte 16")]
    [InlineData("""{"data":[["1"],["2",["3"]]]}""", "a cell of data row 2 is no string, number, true, false or null, at byte 21")]
    [InlineData("""{"data":[["1"]]}""", "attributeNames is missing from the data frame")]
    [InlineData("""{"attributeNames":"a"}""", "attributeNames must be an array of strings, at byte 19")]
    [InlineData("""{"attributeNames":["a",null]}""", "attributeNames must hold strings, numbers, true or false; entry 2 is none, at byte 24")]
    [InlineData("""{"attributeTypes":[["C"]]}""", "attributeTypes must hold strings, numbers, true or false; entry 1 is none, at byte 20")]
    [InlineData("""{"errorHandling":"x"}""", "errorHandling must be 0 or 1, at byte 18")]
    public void A_broken_body_is_named_with_its_place(string body, string text) =>
        Assert.StartsWith(text, Assert.Throws<InvalidRequestException>(() => Read(body)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"attributeNames":["a"],"attributeTypes":["C","B"]}""")]
    [InlineData("""{"attributeNames":["a"],"attributeTypes":["Q"]}""")]
    [InlineData("""{"attributeNames":["a","a"]}""")]
    [InlineData("""{"attributeNames":["a"],"errorHandling":7}""")]
    public void What_makes_no_frame_is_refused_by_the_frame(string body) => Assert.Throws<FrameException>(() => Read(body));

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        Assert.Equal("The request body is not valid UTF-8", Assert.Throws<InvalidRequestException>(() => DataFrameReader.Read(new byte[] { (byte)'{', 0xFF, (byte)'}' })).Message);

    private static DataFrame Read(string body) => DataFrameReader.Read(Encoding.UTF8.GetBytes(body));

    private static string[][] Cells(DataFrame frame) =>
        [.. Enumerable.Range(0, frame.RowCount).Select(row => Enumerable.Range(0, frame.CellCount(row)).Select(column => Encoding.UTF8.GetString(frame.Cell(row, column))).ToArray())];
}
