using System.Runtime.CompilerServices;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Delimited;

/// <summary>Reads rows of numbers whose ends are known into a block.</summary>
/// <param name="schema">The columns.</param>
/// <param name="options">Separator, quote and what is done about bad rows.</param>
internal abstract unsafe class RowReader(Schema schema, DelimitedOptions options) : ILineReader
{
    /// <summary>What was read.</summary>
    public NumberRows Found { get; } = new(schema, options.SkipBadRows, options.RowsBefore);

    /// <inheritdoc/>
    public bool IsDone => Found.IsDone;

    /// <summary>The columns.</summary>
    protected Schema Schema { get; } = schema;

    /// <summary>Separator and quote.</summary>
    protected DelimitedOptions Options { get; } = options;

    /// <summary>The fastest reader of this processor.</summary>
    public static RowReader Best(Schema schema, DelimitedOptions options) =>
        VectorCellDigits.IsSupported ? new RowReader<VectorCellDigits>(schema, options) : new RowReader<ScalarCellDigits>(schema, options);

    /// <inheritdoc/>
    public abstract int Read(byte* text, ReadOnlySpan<int> ends);

    /// <inheritdoc/>
    public void RejectOpenQuote() => Found.Reject(RowError.OfOpenQuote(Found.Count()));

    /// <summary>Reads any line but the usual ones: blank, with another number of cells, or with a bad one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the line starts.</param>
    /// <param name="ends">The ends of its cells.</param>
    protected void ReadOdd(byte* text, int start, ReadOnlySpan<int> ends)
    {
        int lastStart = ends.Length == 1 ? start : ends[^2] + 1, last = (int)(LineEnd(text + lastStart, text + ends[^1]) - text);
        if (ends.Length == 1 && last == start)
            return;
        long row = Found.Count();
        if (ends.Length != Schema.Count)
        {
            Found.Reject(RowError.OfLength(row, ends.Length, Schema.Count)!);
            return;
        }

        Found.Block.Reserve();
        for (int c = 0; c < ends.Length; c++)
        {
            int end = c == ends.Length - 1 ? last : ends[c];
            if (ReadCell(c, new ReadOnlySpan<byte>(text + start, end - start)) is { } problem)
            {
                Found.Reject(RowError.OfCell(row, Schema[c].Name, problem));
                return;
            }

            start = ends[c] + 1;
        }

        Found.Block.EndRow();
    }

    /// <summary>Reads a cell the strict way.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected string? ReadCell(int column, ReadOnlySpan<byte> cell)
    {
        if (!CellQuotes.TryRemove(cell, Options.Quote, out ReadOnlySpan<byte> content))
            return $"'{CellText.Show(cell)}' has quotes that don't enclose it.";
        return Found.ReadCell(column, content);
    }

    /// <summary>Where a line ends, a carriage return before its line feed left out.</summary>
    /// <param name="start">Where its last cell starts.</param>
    /// <param name="end">Its line feed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static byte* LineEnd(byte* start, byte* end) => end > start && end[-1] == '\r' ? end - 1 : end;
}
