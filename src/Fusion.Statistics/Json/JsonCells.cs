using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Json;

/// <summary>Reads rows in JSON into texts: where columns are not numbers, or not known yet.</summary>
/// <remarks>Rows may have any number of cells: which are bad is for the encoder to say. Not thread-safe.</remarks>
public sealed unsafe class JsonCells : JsonRows
{
    private const int FullText = 1 << 18;

    private DataFrameBuilder _cells = new([]);
    private long _text;
    private long _rows;

    /// <inheritdoc/>
    public override long Rows => _rows;

    /// <summary>Whether rows are ready to be taken before more can be read.</summary>
    public bool IsFull => _cells.RowCount == RowBlock.Capacity || _text >= FullText;

    /// <inheritdoc/>
    private protected override bool IsDone => IsFull;

    /// <summary>Takes the rows read since the last call.</summary>
    /// <returns>The rows, possibly none.</returns>
    public FrameCells Take()
    {
        FrameCells cells = _cells.Build().Cells;
        (_cells, _text) = (new DataFrameBuilder([]), 0);
        return cells;
    }

    /// <inheritdoc/>
    private protected override void BeginRow() => _cells.CancelRow();

    /// <inheritdoc/>
    private protected override void Add(int column, byte* start, byte* end)
    {
        _cells.AddCell(new ReadOnlySpan<byte>(start, (int)(end - start)));
        _text += end - start;
    }

    /// <inheritdoc/>
    private protected override void EndRow(int cells)
    {
        _cells.EndRow();
        _rows++;
    }
}
