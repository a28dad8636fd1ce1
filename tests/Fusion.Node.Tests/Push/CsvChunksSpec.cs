using System.Text;
using Fusion.Node.Cli;
using Fusion.Node.Push;

namespace Fusion.Node.Tests.Push;

public sealed class CsvChunksSpec
{
    [Theory]
    [InlineData("1,2\n3,4\n5", 8, 2)]
    [InlineData("\n\n1,2\r\n\r\n\n3,4\n", 14, 2)]
    [InlineData("\r\n1\n", 4, 1)]
    [InlineData("\"a\nb\",2\n\n3,\"\"\"\n\"\n\"x", 17, 2)]
    [InlineData("no end", 0, 0)]
    [InlineData("", 0, 0)]
    public void Whole_rows_are_found_and_empty_lines_are_none(string text, int length, long rows) =>
        Assert.Equal((length, rows), CsvRows.Find(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("\uFEFFname,\"x\ny\"\r\n", "\n")]
    [InlineData("name,x\n", "")]
    public async Task Pieces_have_the_header_and_all_rows_in_order(string header, string end)
    {
        string[] rows = [.. Enumerable.Range(0, 500).Select(row => row % 9 == 0 ? $"\"{row}\n,\",{row}\n" : $"{row},{row}\r\n\n")];
        string text = header + string.Concat(rows) + "last,1" + end;

        List<Chunk> chunks = await ReadAsync(text, 100);

        Assert.True(chunks.Count > 50);
        string bare = header.TrimStart('\uFEFF');
        Assert.All(chunks, chunk => Assert.StartsWith(bare, Encoding.UTF8.GetString(chunk.Body.Span), StringComparison.Ordinal));
        Assert.Equal(text[header.Length..], string.Concat(chunks.Select(chunk => Encoding.UTF8.GetString(chunk.Body.Span)[bare.Length..])));
        Assert.Equal(501, chunks.Sum(chunk => chunk.Rows));
        for (int i = 1; i < chunks.Count; i++)
        {
            Assert.Equal(chunks[i - 1].FirstRow + chunks[i - 1].Rows, chunks[i].FirstRow);
            Assert.Equal(chunks[i - 1].Offset + chunks[i - 1].Body.Length - bare.Length, chunks[i].Offset);
        }
    }

    [Fact]
    public async Task Keys_depend_on_content_place_file_direction_and_nothing_else()
    {
        PushOptions options = new("p", 100, 4);
        string[] first = await KeysAsync(options), second = await KeysAsync(options with { Connections = 1, SkipBadRows = true });

        Assert.Equal(first, second);
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Empty(first.Intersect(await KeysAsync(options with { Forget = true })));
        Assert.Empty(first.Intersect(await KeysAsync(options with { Nonce = "again" })));
        Assert.Empty(first.Intersect(await KeysAsync(options, source: "other")));

        static async Task<string[]> KeysAsync(PushOptions options, string source = "file")
        {
            string text = "x\n" + string.Concat(Enumerable.Repeat("1\n", 500)); // equal pieces at different places
            return [.. (await ReadAsync(text, 100, source)).Select(chunk => chunk.Key(options))];
        }
    }

    [Theory]
    [InlineData("", "file is empty; the first line must name the columns")]
    [InlineData("\uFEFF", "file is empty; the first line must name the columns")]
    [InlineData("a,\"b", null)]
    public async Task A_file_without_rows_has_no_pieces(string text, string? problem)
    {
        if (problem is null) Assert.Empty(await ReadAsync(text, 100));
        else Assert.Equal(problem, (await Assert.ThrowsAsync<PushException>(() => ReadAsync(text, 100))).Message);
    }

    [Fact]
    public async Task A_row_longer_than_a_piece_is_named()
    {
        string text = "x\n1\n\"" + new string('y', 200) + "\n";

        PushException wrong = await Assert.ThrowsAsync<PushException>(() => ReadAsync(text, 100));

        Assert.Equal(ExitCode.BadRows, wrong.ExitCode);
        Assert.Equal("file has a row 2 of more than 100 bytes; is a quote not closed? --chunk-size allows longer ones", wrong.Message);
    }

    private static async Task<List<Chunk>> ReadAsync(string text, int size, string source = "file")
    {
        List<Chunk> chunks = [];
        await foreach (Chunk chunk in new CsvChunks(new MemoryStream(Encoding.UTF8.GetBytes(text)), source, size).ReadAsync())
        {
            chunks.Add(chunk);
        }

        return chunks;
    }
}
