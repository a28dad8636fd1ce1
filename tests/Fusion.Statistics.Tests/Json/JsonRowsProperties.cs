using System.Globalization;
using System.Text;
using Fusion.Statistics.Frames;
using Fusion.Statistics.Json;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests.Json;

/// <summary>Rows of numbers in JSON are what the encoder of frames makes of their texts, however the text is cut into pieces.</summary>
public sealed class JsonRowsProperties
{
    private static readonly string[] Cells =
    [
        "\"4.30\"", "\"-12.345678\"", "5", "-0.5", "null", "\"\"", "\" 7 \"", "1e3", "\"1E-7\"", "NaN", "\"\\u0037\"", "0", "\"1234567890\"",
        "0.0625", "\"123456789.5\"", "true", "\"x\"", "Infinity",
    ];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Any_cut_gives_the_blocks_of_the_frame(int seed, bool skip)
    {
        var random = new Random(seed);
        string[][] rows = [.. Enumerable.Range(0, 300).Select(_ => Row(random))];
        string text = "[" + string.Join(",\n", rows.Select(row => $" [ {string.Join(" , ", row)} ] ")) + "]";
        AttributeInfo[] columns = [Continuous("a"), Continuous("b"), Binary("c")];

        JsonNumbers reader = new(columns, skip);
        SufficientStatistics read = SufficientStatistics.Of(Read(reader, text, random));

        EncodedFrame expected = FrameEncoder.Encode(Frame(rows, skip), AttributeCatalog.Empty, EncodeOptions.Default);
        Assert.Equal(SufficientStatistics.Of(expected.Blocks).Digest(), read.Digest());
        Assert.Equal(expected.FirstError, reader.Errors is [var first, ..] ? first : null);
        Assert.Equal(expected.RejectedRows, reader.RejectedRows);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Texts_are_the_cells(int seed)
    {
        var random = new Random(seed);
        string[][] rows = [.. Enumerable.Range(0, 300).Select(_ => Row(random))];
        string text = "[" + string.Join(",", rows.Select(row => $"[{string.Join(",", row)}]")) + "]";
        var reader = new JsonCells();
        var cells = new DataFrameBuilder([]);
        foreach ((byte[] buffer, int start, int end, Action<int> read) in Pieces(text, random))
        {
            read(reader.Read(buffer, start, end));
            if (reader.IsFull || reader.IsEnded) cells.AddRows(reader.Take());
        }

        FrameCells expected = Frame(rows, skip: true).Cells, found = cells.Build().Cells;
        Assert.Equal(expected.RowEnds.ToArray(), found.RowEnds.ToArray());
        Assert.Equal(expected.CellEnds.ToArray(), found.CellEnds.ToArray());
        Assert.Equal(expected.Text.ToArray(), found.Text.ToArray());
    }

    private static string[] Row(Random random)
    {
        int length = random.Next(20) == 0 ? random.Next(5) : 3;
        return [.. Enumerable.Range(0, length).Select(c => c == 2 && random.Next(10) > 0
            ? random.Next(2).ToString(CultureInfo.InvariantCulture)
            : Cells[random.Next(random.Next(20) == 0 ? Cells.Length : Cells.Length - 3)])];
    }

    private static List<RowBlock> Read(JsonNumbers reader, string text, Random random)
    {
        List<RowBlock> blocks = [];
        foreach ((byte[] buffer, int start, int end, Action<int> read) in Pieces(text, random))
        {
            int position = start;
            do
            {
                position = reader.Read(buffer, position, end);
                if (reader.IsFull && reader.Take() is { } block) blocks.Add(block);
                else break;
            }
            while (!reader.IsStopped);
            read(position);
            if (reader.IsStopped) break;
        }

        if (reader.Take() is { } last) blocks.Add(last);
        return blocks;
    }

    /// <summary>The text behind its first bracket in growing windows, each from where the last reading ended.</summary>
    private static IEnumerable<(byte[] Buffer, int Start, int End, Action<int> Read)> Pieces(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] buffer = new byte[bytes.Length + (2 * JsonRows.Padding)];
        int start = JsonRows.Padding + 1, end = start;
        while (end < JsonRows.Padding + bytes.Length)
        {
            end = Math.Min(JsonRows.Padding + bytes.Length, end + random.Next(1, 60));
            Array.Clear(buffer);
            bytes.AsSpan(0, end - JsonRows.Padding).CopyTo(buffer.AsSpan(JsonRows.Padding));
            yield return (buffer, start, end, position => start = position);
        }
    }

    private static DataFrame Frame(string[][] rows, bool skip)
    {
        var builder = new DataFrameBuilder(
            ["a", "b", "c"], [ColumnType.Continuous, ColumnType.Continuous, ColumnType.Binary]);
        foreach (string[] row in rows)
        {
            foreach (string cell in row)
            {
                string text = cell == "null" ? "" : cell == "\"\\u0037\"" ? "7" : cell.Trim('"');
                builder.AddCell(Encoding.UTF8.GetBytes(text));
            }

            builder.EndRow();
        }

        return builder.Build(skip ? DataFrame.SkipBadRows : DataFrame.StopAtBadRow);
    }
}
