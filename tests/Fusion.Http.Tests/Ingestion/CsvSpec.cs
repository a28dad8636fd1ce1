using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Http.Tests.Ingestion;

/// <summary>Rows as CSV.</summary>
public sealed class CsvSpec(ApiFixture fixture) : IngestionSpec(fixture)
{
    [Theory]
    [InlineData("learn", false)]
    [InlineData("forget", true)]
    public async Task Numbers_come_to_the_cell_as_their_sums(string operation, bool forget)
    {
        Answer answer = await SendCsvAsync("x,y\n1.50,2\n,7\n", operation, ("sym-types", "C,C"), ("sym-client", "loader"));

        Assert.Equal((200, """{"statusCode":"OK","statusString":"OK","values":{}}"""), (answer.Status, answer.Body));
        IngestionProtocol.UpdateSums update = Script.Single<IngestionProtocol.UpdateSums>();
        Assert.Equal((forget, "loader 127.0.0.1", "x,y", "C,C", 2L), (update.Forget, update.Source, update.Sent.Names, update.Sent.Types, update.Sent.Rows));
        Assert.Equal(SumsOf(Frame("x,y", "CC", "1.50,2", ",7")).Digest(), update.Sums.Digest());
    }

    [Fact]
    public async Task Types_are_guessed_and_known_columns_keep_theirs()
    {
        CellIs(Frame("flag", "C", "3"));

        await SendCsvAsync("\uFEFFflag,bit,number,text\r\n1,0,\"4.5\",\"a,\"\"b\"\r\n0,1,2,c\r\n");

        Assert.Equal(["flag", "bit", "number"], Sums.Schema.Select(attribute => attribute.Name));
        Assert.Equal(
            [AttributeKind.Continuous, AttributeKind.Binary, AttributeKind.Continuous], Sums.Schema.Select(attribute => attribute.Kind));
    }

    [Fact]
    public async Task Categories_become_dummies()
    {
        await SendCsvAsync("größe,k\n1,Red\n2,blue\n3,red\n", "learn", ("sym-types", "C,T"));

        Assert.Equal(SumsOf(Frame("größe,k", "CT", "1,Red", "2,blue", "3,red")).Digest(), Sums.Digest());
        Assert.Equal(["k"], Script.Single<IngestionProtocol.UpdateSums>().CategoryColumns.ToArray());
    }

    [Theory]
    [InlineData("C,C,B")]
    [InlineData("")]
    public async Task A_body_of_many_pieces_gives_the_sums_of_its_rows(string types)
    {
        string[] rows = ManyRows(120_000); // several MB: more than one piece of the body, and more than one run of blocks
        await SendCsvAsync("a,b,c\n" + string.Join('\n', rows), "learn", types.Length == 0 ? [] : [("sym-types", types)]);

        Assert.Equal(SumsOf(Frame("a,b,c", "CCB", rows)).Digest(), Sums.Digest());
        Assert.Equal(120_000, Sums.Rows);
    }

    [Fact]
    public async Task The_first_bad_row_ends_the_batch_and_is_named()
    {
        Answer answer = await SendCsvAsync("x\n1\n2\nthree\n4\n", "learn", ("sym-types", "C"));

        AssertBadRequest("Row 3, column 'x': 'three' is not a number; allowed are decimal numbers such as -4.3 or 1e-7 and an empty cell.", answer);
        Assert.Equal((2L, 1L), (Sums.Rows, Script.Single<IngestionProtocol.UpdateSums>().RejectedRows));
    }

    [Theory]
    [InlineData("C")]
    [InlineData("")]
    public async Task Bad_rows_are_left_out_on_request(string types)
    {
        (string, string)[] headers = types.Length == 0 ? [] : [("sym-types", types)];
        Answer answer = await SendCsvAsync("x\n1\n2,2\n3\n4\"\"4\n5\n", "learn?errorHandling=1", headers);

        Assert.Equal(200, answer.Status);
        Assert.Equal((3L, 2L), (Sums.Rows, Script.Single<IngestionProtocol.UpdateSums>().RejectedRows));
        Assert.Equal(SumsOf(Frame("x", "C", "1", "3", "5")).Digest(), Sums.Digest());
    }

    [Fact]
    public async Task A_later_row_that_a_guessed_type_can_not_hold_says_so()
    {
        string rows = string.Concat(Enumerable.Repeat("1\n", 1500)) + "2\n";
        Answer answer = await SendCsvAsync("x\n" + rows);

        AssertBadRequest(
            "Row 1501, column 'x': '2' is not binary; allowed are 0, 1, true, false and an empty cell."
            + " The column was taken for binary from the first rows; name its type in the header sym-types.",
            answer);
    }

    [Theory]
    [InlineData("", "", "The CSV body has no header line; it must name the columns.")]
    [InlineData("x,x\n1,2\n", "", "Attribute name 'x' occurs twice; names must be distinct.")]
    [InlineData("x,y\n1,2\n", "C", "There are 2 columns and 1 types; give one type for each column or none.")]
    [InlineData("x\n1\n", "Q", "Unknown attribute type 'Q'; allowed are C, B, S, T, L, X, P and -.")]
    public async Task What_is_no_table_is_refused(string text, string types, string problem)
    {
        AssertBadRequest(problem, await SendCsvAsync(text.Length == 0 ? "\n" : text, "learn", types.Length == 0 ? [] : [("sym-types", types)]));
        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    [Fact]
    public async Task An_unknown_error_handling_is_refused()
    {
        AssertBadRequest(
            "The parameter errorHandling is [2]; allowed are 0 (stop at the first bad row) and 1 (leave bad rows out)",
            await SendCsvAsync("x\n1\n", "learn?errorHandling=2"));
    }

    [Fact]
    public async Task A_cell_that_keeps_rows_gets_the_rows()
    {
        CellIs(null, ("sml_project_rolling_window_size", "10"));

        Answer answer = await SendCsvAsync("x,y\n1,2\n3,4\n");

        Assert.Equal(200, answer.Status);
        CellProtocol.UpdateRows update = Script.Single<CellProtocol.UpdateRows>();
        Assert.Equal((2, "x,y"), (update.Frame.RowCount, string.Join(',', update.Frame.AttributeNames)));
        Assert.Equal(SumsOf(Frame("x,y", "CC", "1,2", "3,4")).Digest(), SumsOf(update.Frame).Digest());
    }

    [Fact]
    public async Task A_filter_chooses_rows()
    {
        CellIs(null, ("sml_project_predicate_row_filter", "x>1"));

        await SendCsvAsync("x\n1\n2\n3\n", "learn", ("sym-types", "C"));

        Assert.Equal(SumsOf(Frame("x", "C", "2", "3")).Digest(), Sums.Digest());
    }

    [Fact]
    public async Task It_can_be_sent_as_a_job()
    {
        AssertJobCreated(await SendCsvAsync("x\n1\n", "learn?async=true"));

        Assert.Equal(1, Assert.IsType<IngestionProtocol.UpdateSums>(Script.Single<JobProtocol.StartJob>().Work).Sums.Rows);
    }
}
