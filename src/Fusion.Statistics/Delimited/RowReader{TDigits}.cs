using System.Runtime.CompilerServices;

namespace Fusion.Statistics.Delimited;

/// <summary>Reads the usual lines at speed: as many cells as columns, most of them plain numbers.</summary>
/// <typeparam name="TDigits">The way plain numbers are read.</typeparam>
internal sealed unsafe class RowReader<TDigits>(Schema schema, DelimitedOptions options) : RowReader(schema, options)
    where TDigits : struct, ICellDigits
{
    private readonly int[] _binary = [.. Enumerable.Range(0, schema.Count).Where(column => schema[column].Kind == AttributeKind.Binary)];

    /// <inheritdoc/>
    public override int Read(byte* text, ReadOnlySpan<int> ends)
    {
        int start = 0, columns = Schema.Count, next = 0;
        fixed (int* all = ends)
        {
            while (next < ends.Length && !IsDone)
            {
                Found.Block.Reserve();
                if (columns <= ends.Length - next && TryReadRow(text, start, all + next))
                {
                    next += columns;
                }
                else
                {
                    int length = LineLength(text, ends[next..]);
                    if (length == 0)
                        break;
                    ReadOdd(text, start, ends.Slice(next, length));
                    next += length;
                }

                start = ends[next - 1] + 1;
            }
        }

        return start;
    }

    /// <summary>Number of cells of a line; 0 when it does not end.</summary>
    private static int LineLength(byte* text, ReadOnlySpan<int> ends)
    {
        for (int i = 0; i < ends.Length; i++)
        {
            if (text[ends[i]] == '\n')
                return i + 1;
        }

        return 0;
    }

    /// <summary>Reads a line.</summary>
    /// <returns>False when it is odd; nothing counts then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadRow(byte* text, int start, int* ends)
    {
        OpenRow row = Found.Block.OpenRow;
        nint last = Schema.Count - 1;
        byte separator = Options.Separator;
        byte* cell = text + start, end;
        for (nint c = 0; c < last; c++)
        {
            end = text + ends[c];
            if (*end != separator || !TryReadCell(row, c, cell, end))
                return false;
            cell = end + 1;
        }

        end = text + ends[last];
        byte* stop = LineEnd(cell, end);
        if (*end != '\n' || (last == 0 && stop == cell) || !TryReadCell(row, last, cell, stop) || (_binary.Length > 0 && !BinaryCellsAreBits()))
            return false;
        Found.Count();
        Found.Block.EndRow();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadCell(OpenRow row, nint column, byte* cell, byte* end)
    {
        if (!TDigits.TryRead(cell, end, out long mantissa, out int scale))
            return ReadCell((int)column, new ReadOnlySpan<byte>(cell, (int)(end - cell))) is null;
        row.Set(column, mantissa, (byte)scale);
        return true;
    }

    /// <summary>Whether the plain numbers in binary columns are 0 or 1 as they are written; <c>1.0</c> is left to the strict way.</summary>
    private bool BinaryCellsAreBits()
    {
        foreach (int column in _binary)
        {
            if (!Found.Block.IsBitOrMissing(column))
                return false;
        }

        return true;
    }
}
