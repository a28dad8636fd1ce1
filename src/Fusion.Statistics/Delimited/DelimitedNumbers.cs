using Fusion.Statistics.Exact;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Delimited;

/// <summary>Reads numbers in delimited text (CSV), given in pieces of any length, into blocks.</summary>
/// <remarks>
/// <para>Lines end with a line feed, also after a carriage return; the last one may lack it. Blank lines are skipped. Separators and line ends
/// between quotes belong to the cell; quotes must enclose the whole cell. A header is read by <see cref="DelimitedHeader"/> first.</para>
/// <para>Each cell is what <see cref="DecimalNumber.TryParse"/> says, in a binary column also <c>true</c> or <c>false</c>; an empty one is missing. A
/// row is bad when it has another number of cells than there are columns or a cell that is no number of its kind. The blocks do not depend on how the text was
/// cut into pieces, nor on the processor. A column with a value that was rounded is marked quantised.</para>
/// <para>Not thread-safe. Takes a block and at most twice the longest line of memory, and four bytes for each byte of a line or of 16 KiB.</para>
/// </remarks>
public sealed class DelimitedNumbers
{
    private readonly NumberRows _rows;
    private readonly DelimitedLines _lines;

    /// <summary>Creates a reader at the start of a line.</summary>
    /// <param name="columns">The columns of the text in order, at least one, with distinct names and no categories.</param>
    /// <param name="options">How the text is written; null for the defaults.</param>
    /// <exception cref="ArgumentException">Columns or options break one of their rules.</exception>
    public DelimitedNumbers(IReadOnlyList<AttributeInfo> columns, DelimitedOptions? options = null)
        : this(Checked(columns), options ?? DelimitedOptions.Default, LineScanner.Best, RowReader.Best)
    {
    }

    /// <summary>Creates a reader that works in a certain way; all ways give the same blocks.</summary>
    internal DelimitedNumbers(
        Schema schema, DelimitedOptions options, Func<DelimitedOptions, LineScanner> scanner, Func<Schema, DelimitedOptions, RowReader> rows)
    {
        RowReader reader = rows(schema, options.Checked());
        _rows = reader.Found;
        _lines = new DelimitedLines(options, scanner(options), reader);
    }

    /// <summary>Number of rows met so far, <see cref="DelimitedOptions.RowsBefore"/> and bad ones included, blank lines not.</summary>
    public long Rows => _rows.Rows;

    /// <summary>Number of bad rows so far.</summary>
    public long RejectedRows => _rows.Rejected;

    /// <summary>What is wrong with the first bad rows, at most 16; rows are counted from 1, the header not included.</summary>
    public IReadOnlyList<RowError> Errors => _rows.Errors;

    /// <summary>Whether a bad row ended the reading; what follows is not looked at.</summary>
    public bool IsStopped => _rows.IsStopped;

    /// <summary>Reads up to the end of a block or of the text.</summary>
    /// <param name="text">The next piece of the text.</param>
    /// <param name="block">The block when it is full, else null.</param>
    /// <returns>The number of bytes read: call again with the others until none is left.</returns>
    /// <exception cref="FrameException">A line is longer than allowed; the reader is of no more use.</exception>
    public int Read(ReadOnlySpan<byte> text, out RowBlock? block)
    {
        int read = _lines.Read(text);
        block = _rows.Block.IsFull ? _rows.Block.Build() : null;
        return IsStopped ? text.Length : read;
    }

    /// <summary>Ends the text: reads a last line that has no end.</summary>
    /// <returns>The rows that no block was built of yet, or null when there are none.</returns>
    /// <exception cref="FrameException">The last line with a line end is longer than allowed.</exception>
    public RowBlock? Complete()
    {
        _lines.Complete(isWanted: !IsStopped);
        return _rows.Block.Rows > 0 ? _rows.Block.Build() : null;
    }

    private static Schema Checked(IReadOnlyList<AttributeInfo> columns)
    {
        Schema schema = columns as Schema ?? Schema.Of(columns);
        if (schema.Count > ExactSums.MaxAttributes)
            throw new ArgumentException($"A delimited text has {schema.Count} columns; allowed are {ExactSums.MaxAttributes}.", nameof(columns));
        if (schema.Count == 0 || schema.GroupCount != schema.Count || schema.Any(attribute => attribute.Category is not null))
            throw new ArgumentException("Columns of a delimited text are one or more numbers without categories.", nameof(columns));
        return schema;
    }
}
