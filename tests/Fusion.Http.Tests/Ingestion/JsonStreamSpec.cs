using System.Text;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Ingestion;

/// <summary>JSON frames too large to be read as a whole: with the MD5 of their body they are read as they come.</summary>
public sealed class JsonStreamSpec(ApiFixture fixture) : IngestionSpec(fixture)
{
    private static readonly string[] Rows = ManyRows(30_000);

    [Fact]
    public async Task Numbers_come_to_the_cell_as_their_sums()
    {
        Answer answer = await PostLargeAsync("""{"attributeNames":["a","b","c"],"attributeTypes":["C","C","B"],"data":[""", Rows, """]}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(SumsOf(Frame("a,b,c", "CCB", Rows)).Digest(), Sums.Digest());
    }

    [Fact]
    public async Task Numbers_may_be_bare_null_and_spread_over_lines()
    {
        string[] cells = [.. Rows.Select(row => "[ " + string.Join(" ,\n", row.Split(',').Select(cell => cell.Length == 0 ? "null" : cell)) + " ]")];
        await PostAsync("""{ "attributeNames" : ["a","b","c"], "attributeTypes":["C","C","B"], "data" : [ """ + string.Join(" , ", cells) + "\n] }");

        Assert.Equal(SumsOf(Frame("a,b,c", "CCB", Rows)).Digest(), Sums.Digest());
    }

    [Fact]
    public async Task Texts_and_escapes_pass_too()
    {
        string[] rows = [.. Enumerable.Range(0, 30_000).Select(row => $"{row},{(row % 2 == 0 ? "grün" : "\\u0072ot\\n")}")];
        await PostLargeAsync("""{"attributeNames":["a","k"],"attributeTypes":["C","T"],"data":[""", rows, "]}");

        string[] read = [.. rows.Select(row => row.Replace("\\u0072ot\\n", "rot\n", StringComparison.Ordinal))];
        Assert.Equal(SumsOf(Frame("a,k", "CT", read)).Digest(), Sums.Digest());
    }

    [Theory]
    [InlineData(0, 12_000)]
    [InlineData(1, 29_998)]
    public async Task What_is_to_be_done_about_bad_rows_may_stand_behind_them(int errorHandling, long counted)
    {
        string[] rows = [.. Rows];
        rows[12_000] = rows[20_000] = "1,x,0";
        Answer answer = await PostLargeAsync(
            """{"attributeNames":["a","b","c"],"attributeTypes":["C","C","B"],"data":[""", rows, $$"""],"errorHandling":{{errorHandling}}}""");

        Assert.Equal(counted, Sums.Rows);
        string[] good = errorHandling == 0 ? rows[..12_000] : [.. rows.Where(row => row != "1,x,0")];
        Assert.Equal(SumsOf(Frame("a,b,c", "CCB", good)).Digest(), Sums.Digest());
        Assert.Equal(errorHandling == 0 ? 400 : 200, answer.Status);
        if (errorHandling == 0) Assert.StartsWith("Row 12001, column 'b': 'x' is not a number", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_same_holds_for_texts(int errorHandling)
    {
        string[] rows = [.. Enumerable.Range(0, 30_000).Select(row => $"{row},{(row < 20_000 ? "a" : "b")}")];
        rows[12_000] = "x,z";
        await PostLargeAsync("""{"attributeNames":["n","k"],"attributeTypes":["C","T"],"data":[""", rows, $$"""],"errorHandling":{{errorHandling}}}""");

        string[] good = errorHandling == 0 ? rows[..12_000] : [.. rows.Where(row => row != "x,z")];
        Assert.Equal(SumsOf(Frame("n,k", "CT", good)).Digest(), Sums.Digest());
    }

    [Fact]
    public async Task Columns_behind_the_rows_or_without_types_make_it_be_read_as_a_whole()
    {
        await PostLargeAsync("""{"data":[""", Rows, """],"attributeNames":["a","b","c"]}""");
        await PostLargeAsync("""{"attributeNames":["a","b","c"],"data":[""", Rows, """]}""");

        CellProtocol.UpdateRows[] updates = [.. Script.Received.OfType<CellProtocol.UpdateRows>()];
        Assert.Equal([30_000, 30_000], updates.Select(update => update.Frame.RowCount));
    }

    [Theory]
    [InlineData("]", "Malformed JSON behind the rows")]
    [InlineData("", "Malformed JSON: the body ends within data, behind row 30000.")]
    [InlineData("x", "Malformed JSON: data row 30000 is followed by neither a comma nor the end of data.")]
    [InlineData(",[1,2", "Malformed JSON: the body ends within data, behind row 30000.")]
    [InlineData(",[1,y,2]]}", "Malformed JSON: data row 30001 has 'y' as cell 2, which is no string, number, true, false or null.")]
    [InlineData(",[1,01,2]]}", "Malformed JSON: data row 30001 has '01' as cell 2")]
    [InlineData(",7]}", "Malformed JSON: data row 30001 must be an array of cells.")]
    public async Task Malformed_rows_are_named(string end, string problem)
    {
        Answer answer = await PostLargeAsync("""{"attributeNames":["a","b","c"],"attributeTypes":["C","C","B"],"data":[""", Rows, end);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(problem, answer.Text, StringComparison.Ordinal);
        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    private Task<Answer> PostLargeAsync(string head, string[] rows, string tail) => PostAsync(
        head + string.Join(',', rows.Select(row => "[" + string.Join(',', row.Split(',').Select(cell => $"\"{cell}\"")) + "]")) + tail);

    private Task<Answer> PostAsync(string body)
    {
        Assert.True(Encoding.UTF8.GetByteCount(body) > 1 << 18);
        return Host.SendAsync(new SignedMessage("POST", "/symetry/rest/c1/projects/irisTest/learn", body)
        {
            Headers = new Dictionary<string, string> { ["Content-MD5"] = SignedMessage.Md5(body) },
        });
    }
}
