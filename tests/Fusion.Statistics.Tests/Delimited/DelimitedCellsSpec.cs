using System.Text;
using Fusion.Statistics.Delimited;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Delimited;

public sealed class DelimitedCellsSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Any_cut_gives_the_same_cells(int piece)
    {
        FrameCells cells = Read("a,\"b,\"\"c\"\r\n\r\n1,\"x\ny\",3\n,\nlast", piece, out RowError? error);

        Assert.Null(error);
        Assert.Equal([2, 5, 7, 8], cells.RowEnds.ToArray());
        Assert.Equal("ab,\"c1x\ny3last", Encoding.UTF8.GetString(cells.Text.AsSpan()));
    }

    [Fact]
    public void A_row_whose_quotes_make_no_sense_is_told_behind_those_before_it()
    {
        var reader = new DelimitedCells();
        int read = reader.Read("1\n2\"2\"\n3\n"u8);
        FrameCells before = reader.Take(out RowError? error);

        Assert.Equal((7, 1, 2L), (read, before.RowEnds.Length, reader.Rows));
        Assert.Equal("Row 2 has '2\"2\"' as cell 1, whose quotes don't enclose it.", error!.Message);
        reader.Read("3\n"u8);
        Assert.Equal((1, 3L), (reader.Take(out _).RowEnds.Length, reader.Rows));
    }

    [Fact]
    public void A_quote_that_is_not_closed_is_told_at_the_end()
    {
        var reader = new DelimitedCells();
        reader.Read("1\n\"2\n"u8);
        reader.Complete();

        Assert.Single(reader.Take(out RowError? error).RowEnds);
        Assert.Equal("Row 2 ends within quotes; is a quote not closed?", error!.Message);
    }

    private static FrameCells Read(string text, int piece, out RowError? error)
    {
        var reader = new DelimitedCells();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int start = 0; start < bytes.Length; start += piece)
        {
            Assert.Equal(Math.Min(piece, bytes.Length - start), reader.Read(bytes.AsSpan(start, Math.Min(piece, bytes.Length - start))));
        }

        reader.Complete();
        return reader.Take(out error);
    }
}
