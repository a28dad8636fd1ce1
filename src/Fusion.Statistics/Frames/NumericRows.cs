using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>The C and B columns of a frame that is being encoded, as blocks.</summary>
internal sealed class NumericRows(DataFrame frame, ImmutableArray<NumericColumn> columns, long rowsBefore)
{
    private readonly RowBlockBuilder _builder = new([.. columns.Select(column => column.Attribute)]);
    private readonly List<RowBlock> _blocks = [];
    private readonly List<int> _roundedInRow = [];
    private readonly HashSet<int> _roundedInBlock = [];

    /// <summary>The columns, in the order of the frame.</summary>
    public ImmutableArray<NumericColumn> Columns => columns;

    /// <summary>The number of a row as its sender counts, 1-based.</summary>
    public long NumberOf(int row) => rowsBefore + row + 1;

    /// <summary>Reads a row up to its first bad cell.</summary>
    /// <returns>What is wrong with that cell, or null.</returns>
    public RowError? Read(int row)
    {
        for (int c = 0; c < columns.Length; c++)
        {
            AttributeInfo attribute = columns[c].Attribute;
            ReadOnlySpan<byte> cell = frame.Cell(row, columns[c].Source);
            DecimalParse result = NumericCell.Read(attribute.Kind, cell, out DecimalNumber value);
            if (NumericCell.IsBad(result))
                return RowError.OfCell(NumberOf(row), attribute.Name, NumericCell.Problem(attribute.Kind, result, cell) + columns[c].Note);
            if (result != DecimalParse.Missing)
                _builder.Set(c, value);
            if (result == DecimalParse.Rounded)
                _roundedInRow.Add(c);
        }

        return null;
    }

    /// <summary>Keeps the current row.</summary>
    public void AcceptRow()
    {
        _builder.EndRow();
        _roundedInBlock.UnionWith(_roundedInRow);
        _roundedInRow.Clear();
        if (_builder.IsFull)
            BuildBlock();
    }

    /// <summary>Forgets the current row.</summary>
    public void CancelRow()
    {
        _builder.CancelRow();
        _roundedInRow.Clear();
    }

    /// <summary>All rows kept, in order; every block but the last is full.</summary>
    public IReadOnlyList<RowBlock> Build()
    {
        if (_builder.Rows > 0)
            BuildBlock();
        return _blocks;
    }

    private void BuildBlock()
    {
        RowBlock block = _builder.Build();
        if (_roundedInBlock.Count > 0)
            block = new RowBlock(block.Rows, [.. block.Columns.Select((column, c) => _roundedInBlock.Contains(c) ? AsQuantised(column) : column)]);
        _roundedInBlock.Clear();
        _blocks.Add(block);
    }

    private static ColumnBlock AsQuantised(ColumnBlock column) => new(column.Attribute, column.Scale, column.Mantissas, column.Presence, quantised: true);
}
