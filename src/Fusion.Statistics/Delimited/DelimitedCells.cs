using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Delimited;

/// <summary>Reads delimited text (CSV), given in pieces of any length, into rows of texts: where columns are not numbers, or not known yet.</summary>
/// <remarks>
/// Lines and quotes are as in <see cref="DelimitedNumbers"/>. Rows may have any number of cells: which are bad is for the encoder to say, other than those whose
/// quotes make no sense. Not thread-safe. Takes some 256 KiB of text or 1,024 rows of memory, and twice the longest line.
/// </remarks>
public sealed class DelimitedCells
{
    private readonly CellReader _cells;
    private readonly DelimitedLines _lines;

    /// <summary>Creates a reader at the start of a line.</summary>
    /// <param name="options">How the text is written; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options break one of their rules.</exception>
    public DelimitedCells(DelimitedOptions? options = null)
    {
        DelimitedOptions checkedOptions = (options ?? DelimitedOptions.Default).Checked();
        _cells = new CellReader(checkedOptions);
        _lines = new DelimitedLines(checkedOptions, LineScanner.Best(checkedOptions), _cells);
    }

    /// <summary>Number of rows met so far, bad ones included, blank lines not.</summary>
    public long Rows => _cells.Rows;

    /// <summary>Whether rows are ready to be taken before more can be read.</summary>
    public bool IsFull => _cells.IsDone;

    /// <summary>Reads until rows are ready to be taken or the text ends.</summary>
    /// <param name="text">The next piece of the text.</param>
    /// <returns>The number of bytes read: take the rows and call again with the others until none is left.</returns>
    /// <exception cref="FrameException">A line is longer than allowed; the reader is of no more use.</exception>
    public int Read(ReadOnlySpan<byte> text) => _lines.Read(text);

    /// <summary>Ends the text: reads a last line that has no end. Take its row then.</summary>
    public void Complete() => _lines.Complete(isWanted: true);

    /// <summary>Takes the rows read since the last call.</summary>
    /// <param name="error">The bad row right behind them; null when there is none.</param>
    /// <returns>The rows, possibly none.</returns>
    public FrameCells Take(out RowError? error)
    {
        error = _cells.Error;
        return _cells.Take();
    }
}
