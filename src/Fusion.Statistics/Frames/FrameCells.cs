using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace Fusion.Statistics.Frames;

/// <summary>The cells of a data frame, packed: one text and where each cell and each row ends.</summary>
/// <remarks>Immutable and thread-safe; these three arrays are what a wire form carries.</remarks>
public sealed class FrameCells
{
    /// <summary>Takes the parts over and checks that they fit together.</summary>
    /// <param name="text">The texts of all cells in UTF-8, one after the other, row by row.</param>
    /// <param name="cellEnds">For each cell the position in the text after its last byte.</param>
    /// <param name="rowEnds">For each row the number of cells up to and with it.</param>
    /// <exception cref="FrameException">Ends go down, or the last one is not at the end.</exception>
    public FrameCells(ImmutableArray<byte> text, ImmutableArray<int> cellEnds, ImmutableArray<int> rowEnds)
    {
        if (!IsPartition(cellEnds.AsSpan(), text.Length) || !IsPartition(rowEnds.AsSpan(), cellEnds.Length))
            throw new FrameException("The packed cells of the data frame are damaged.");
        Text = text;
        CellEnds = cellEnds;
        RowEnds = rowEnds;
    }

    /// <summary>No rows.</summary>
    public static FrameCells None { get; } = new([], [], []);

    /// <summary>The texts of all cells in UTF-8, one after the other.</summary>
    public ImmutableArray<byte> Text { get; }

    /// <summary>For each cell the position in <see cref="Text"/> after its last byte.</summary>
    public ImmutableArray<int> CellEnds { get; }

    /// <summary>For each row the number of cells up to and with it.</summary>
    public ImmutableArray<int> RowEnds { get; }

    /// <summary>Whether every cell is valid UTF-8.</summary>
    public bool IsText
    {
        get
        {
            if (Ascii.IsValid(Text.AsSpan()))
                return true;
            for (int cell = 0; cell < CellEnds.Length; cell++)
            {
                if (!Utf8.IsValid(At(cell)))
                    return false;
            }

            return true;
        }
    }

    /// <summary>The number of the first cell of a row.</summary>
    internal int RowStart(int row) => row == 0 ? 0 : RowEnds[row - 1];

    /// <summary>A cell by its number.</summary>
    internal ReadOnlySpan<byte> At(int cell) => Text.AsSpan()[(cell == 0 ? 0 : CellEnds[cell - 1])..CellEnds[cell]];

    private static bool IsPartition(ReadOnlySpan<int> ends, int length)
    {
        int last = 0;
        foreach (int end in ends)
        {
            if (end < last)
                return false;
            last = end;
        }

        return last == length;
    }
}
