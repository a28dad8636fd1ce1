using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Fusion.Statistics.Frames;

/// <summary>Collects the cells of a data frame, row by row.</summary>
/// <remarks>For one thread. Texts are copied, so the caller may reuse its buffer. About 4 bytes a cell beside its text.</remarks>
public sealed class DataFrameBuilder
{
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<ColumnType> _types;
    private readonly List<byte> _text = [];
    private readonly List<int> _cellEnds = [];
    private readonly List<int> _rowEnds = [];

    /// <summary>Starts a frame.</summary>
    /// <param name="names">The names of the columns, distinct and not empty.</param>
    /// <param name="types">Their types, parallel to the names, or default when they are not known.</param>
    public DataFrameBuilder(ImmutableArray<string> names, ImmutableArray<ColumnType> types = default)
    {
        _names = names;
        _types = types;
    }

    /// <summary>The number of rows ended so far.</summary>
    public int RowCount => _rowEnds.Count;

    /// <summary>Adds a cell to the row.</summary>
    /// <param name="utf8">Its text in UTF-8; empty for a missing value.</param>
    /// <exception cref="FrameException">The texts of the frame together pass 2 GiB, or there are more than 2^31 cells.</exception>
    public void AddCell(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Array.MaxLength - _text.Count || _cellEnds.Count == Array.MaxLength)
            throw new FrameException($"The data frame is too large: its text is limited to {Array.MaxLength} bytes and as many cells.");
        _text.AddRange(utf8);
        _cellEnds.Add(_text.Count);
    }

    /// <summary>Adds a missing value to the row.</summary>
    /// <exception cref="FrameException">There are more than 2^31 cells.</exception>
    public void AddMissing() => AddCell([]);

    /// <summary>Ends the row; it may have another number of cells than there are columns.</summary>
    /// <exception cref="FrameException">There are more than 2^31 rows.</exception>
    public void EndRow()
    {
        if (_rowEnds.Count == Array.MaxLength)
            throw new FrameException($"The data frame is too large: it is limited to {Array.MaxLength} rows.");
        _rowEnds.Add(_cellEnds.Count);
    }

    /// <summary>Forgets the cells added since the last row ended.</summary>
    public void CancelRow()
    {
        int cells = _rowEnds.Count == 0 ? 0 : _rowEnds[^1];
        int bytes = cells == 0 ? 0 : _cellEnds[cells - 1];
        CollectionsMarshal.SetCount(_cellEnds, cells);
        CollectionsMarshal.SetCount(_text, bytes);
    }

    /// <summary>Adds rows of packed cells.</summary>
    /// <param name="cells">The rows.</param>
    /// <param name="first">The first row to add, 0-based; those before are left out.</param>
    /// <exception cref="FrameException">The frame would be too large, see <see cref="AddCell"/>.</exception>
    public void AddRows(FrameCells cells, int first = 0)
    {
        ArgumentNullException.ThrowIfNull(cells);
        int cell = first < cells.RowEnds.Length ? cells.RowStart(first) : 0;
        for (int row = first; row < cells.RowEnds.Length; row++)
        {
            for (int end = cells.RowEnds[row]; cell < end; cell++)
            {
                AddCell(cells.At(cell));
            }

            EndRow();
        }
    }

    /// <summary>Makes the frame of the rows ended so far. The builder can go on to a longer one.</summary>
    /// <param name="errorHandling">What to do with bad rows: <see cref="DataFrame.StopAtBadRow"/> or <see cref="DataFrame.SkipBadRows"/>.</param>
    /// <returns>The frame.</returns>
    /// <exception cref="FrameException">A name is empty or occurs twice, names and types differ in number, or errorHandling is unknown.</exception>
    public DataFrame Build(int errorHandling = DataFrame.StopAtBadRow)
    {
        int cells = _rowEnds.Count == 0 ? 0 : _rowEnds[^1];
        int bytes = cells == 0 ? 0 : _cellEnds[cells - 1];
        var packed = new FrameCells(
            ImmutableArray.Create(CollectionsMarshal.AsSpan(_text)[..bytes]),
            ImmutableArray.Create(CollectionsMarshal.AsSpan(_cellEnds)[..cells]),
            [.. _rowEnds]);
        return DataFrame.FromParts(_names, _types, packed, errorHandling);
    }
}
