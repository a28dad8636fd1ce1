using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fusion.Statistics.Delimited;

/// <summary>Reads the usual lines at speed: as many cells as columns, most of them plain numbers.</summary>
/// <typeparam name="TDigits">The way plain numbers are read.</typeparam>
internal sealed unsafe class RowReader<TDigits>(Schema schema, DelimitedOptions options) : RowReader(schema, options)
    where TDigits : struct, ICellDigits
{
    private readonly bool[] _isBinary = [.. schema.Select(attribute => attribute.Kind == AttributeKind.Binary)];

    /// <inheritdoc/>
    public override int Read(byte* text, ReadOnlySpan<int> ends)
    {
        int start = 0, columns = Schema.Count, next = 0;
        fixed (int* all = ends)
        {
            while (next < ends.Length && !IsDone)
            {
                Block.Reserve();
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
        ref long[] mantissas = ref MemoryMarshal.GetReference(Block.Mantissas)!;
        ref byte places = ref MemoryMarshal.GetReference(Block.Places);
        ref bool isBinary = ref MemoryMarshal.GetArrayDataReference(_isBinary);
        int row = Block.Rows, last = _isBinary.Length - 1;
        byte separator = Options.Separator;
        for (int c = 0; c <= last; c++)
        {
            int end = ends[c];
            byte ending = text[end];
            if (ending != (c == last ? (byte)'\n' : separator))
                return false;
            int stop = c == last ? LineEnd(text, start, end) : end;
            if (!Unsafe.Add(ref isBinary, c) && TDigits.TryRead(text + start, text + stop, out long mantissa, out int scale))
            {
                Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.Add(ref mantissas, c)), row) = mantissa;
                Unsafe.Add(ref places, c) = (byte)scale;
            }
            else if ((last == 0 && stop == start) || ReadCell(c, new ReadOnlySpan<byte>(text + start, stop - start)) is not null)
            {
                return false;
            }

            start = end + 1;
        }

        CountRow();
        Block.EndRow();
        return true;
    }
}
