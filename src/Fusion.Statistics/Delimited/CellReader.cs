using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Delimited;

/// <summary>Reads lines as rows of texts. Done at each row that is bad in itself, so that it can be told where among the others it stood.</summary>
/// <param name="options">Quote and separator.</param>
internal sealed unsafe class CellReader(DelimitedOptions options) : ILineReader
{
    private const int FullText = 1 << 18;

    private DataFrameBuilder _cells = new([]);
    private long _text;

    /// <summary>Rows met, bad ones included, blank lines not.</summary>
    public long Rows { get; private set; }

    /// <summary>What is wrong with the last row; null when nothing is.</summary>
    public RowError? Error { get; private set; }

    /// <inheritdoc/>
    public bool IsDone => Error is not null || _cells.RowCount == RowBlock.Capacity || _text >= FullText;

    /// <inheritdoc/>
    public int Read(byte* text, ReadOnlySpan<int> ends)
    {
        int start = 0, first = 0;
        for (int i = 0; i < ends.Length && !IsDone; i++)
        {
            if (text[ends[i]] != '\n')
                continue;
            ReadLine(text, start, ends[first..(i + 1)]);
            (start, first) = (ends[i] + 1, i + 1);
        }

        return start;
    }

    /// <inheritdoc/>
    public void RejectOpenQuote() => Error = RowError.OfOpenQuote(++Rows);

    /// <summary>The rows since the last call, the bad one left out.</summary>
    public FrameCells Take()
    {
        FrameCells cells = _cells.Build().Cells;
        (_cells, _text, Error) = (new DataFrameBuilder([]), 0, null);
        return cells;
    }

    private void ReadLine(byte* text, int start, ReadOnlySpan<int> ends)
    {
        int last = ends[^1];
        if (last > start && text[last - 1] == '\r')
            last--;
        if (ends.Length == 1 && last == start)
            return;
        Rows++;
        _text += last - start;
        for (int c = 0; c < ends.Length; c++)
        {
            int end = c == ends.Length - 1 ? last : ends[c];
            var cell = new ReadOnlySpan<byte>(text + start, end - start);
            if (!CellQuotes.TryRemove(cell, options.Quote, out ReadOnlySpan<byte> content))
            {
                Error = RowError.OfRow(Rows, $"has '{CellText.Show(cell)}' as cell {c + 1}, whose quotes don't enclose it.");
                _cells.CancelRow();
                return;
            }

            _cells.AddCell(content);
            start = ends[c] + 1;
        }

        _cells.EndRow();
    }
}
