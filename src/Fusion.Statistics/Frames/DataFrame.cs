using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>A table of texts: named columns and rows of UTF-8 cells, packed one after the other without an object per cell.</summary>
/// <remarks>
/// Immutable and thread-safe. Rows may have more or fewer cells than there are columns, so that a reader can name the bad row.
/// Make one with <see cref="DataFrameBuilder"/>, or with <see cref="FromParts"/> from its parts.
/// </remarks>
public sealed class DataFrame
{
    /// <summary><see cref="ErrorHandling"/>: stop at the first bad row.</summary>
    public const int StopAtBadRow = 0;

    /// <summary><see cref="ErrorHandling"/>: leave bad rows out.</summary>
    public const int SkipBadRows = 1;

    private readonly Dictionary<string, int> _indexes;

    private DataFrame(ImmutableArray<string> names, ImmutableArray<ColumnType> types, FrameCells cells, int errorHandling)
    {
        names = names.IsDefault ? [] : names;
        AttributeNames = names;
        AttributeTypes = types;
        Cells = cells;
        ErrorHandling = errorHandling;
        _indexes = IndexNames(names);
        if (!types.IsDefault && types.Length != names.Length)
            throw new FrameException($"There are {names.Length} attribute names and {types.Length} attribute types; give one type for each name or none.");
        if (errorHandling is not (StopAtBadRow or SkipBadRows))
            throw new FrameException($"errorHandling is {errorHandling}; allowed are 0 (stop at the first bad row) and 1 (leave bad rows out).");
    }

    /// <summary>The names of the columns, distinct and not empty.</summary>
    public ImmutableArray<string> AttributeNames { get; }

    /// <summary>The types of the columns, parallel to their names; default when the sender gave none.</summary>
    public ImmutableArray<ColumnType> AttributeTypes { get; }

    /// <summary>What the sender wants done with bad rows: <see cref="StopAtBadRow"/> or <see cref="SkipBadRows"/>.</summary>
    public int ErrorHandling { get; }

    /// <summary>The cells in their packed form.</summary>
    public FrameCells Cells { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => Cells.RowEnds.Length;

    /// <summary>Puts a frame together.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="types">Their types, parallel to the names; default when not given.</param>
    /// <param name="cells">The cells, row by row.</param>
    /// <param name="errorHandling">What to do with bad rows: <see cref="StopAtBadRow"/> or <see cref="SkipBadRows"/>.</param>
    /// <returns>The frame, which shares the arrays.</returns>
    /// <exception cref="FrameException">A name is empty or occurs twice, names and types differ in number, or errorHandling is unknown.</exception>
    public static DataFrame FromParts(ImmutableArray<string> names, ImmutableArray<ColumnType> types, FrameCells cells, int errorHandling = StopAtBadRow)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return new DataFrame(names, types, cells, errorHandling);
    }

    /// <summary>The number of cells of a row.</summary>
    /// <param name="row">The row, 0-based.</param>
    /// <returns>The number; in a proper row one for each column.</returns>
    public int CellCount(int row) => Cells.RowEnds[row] - Cells.RowStart(row);

    /// <summary>One cell.</summary>
    /// <param name="row">The row, 0-based.</param>
    /// <param name="column">The position in the row, 0-based.</param>
    /// <returns>The text in UTF-8; empty when the value is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The row has no such cell.</exception>
    public ReadOnlySpan<byte> Cell(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)CellCount(row), nameof(column));
        return Cells.At(Cells.RowStart(row) + column);
    }

    /// <summary>Throws when a row has not one cell for each column.</summary>
    /// <exception cref="FrameException">Names the first such row, its number of cells and that of the columns.</exception>
    public void RequireWholeRows()
    {
        for (int row = 0; row < RowCount; row++)
        {
            if (RowError.OfLength(this, row) is { } error)
                throw new FrameException(error.Message);
        }
    }

    /// <summary>The frame with some of its rows.</summary>
    /// <param name="rows">The rows, 0-based, in the order wanted.</param>
    /// <returns>This frame when all are wanted as they stand.</returns>
    public DataFrame Pick(ImmutableArray<int> rows)
    {
        if (rows.SequenceEqual(Enumerable.Range(0, RowCount)))
            return this;
        var builder = new DataFrameBuilder(AttributeNames, AttributeTypes);
        foreach (int row in rows)
        {
            for (int cell = 0; cell < CellCount(row); cell++)
            {
                builder.AddCell(Cell(row, cell));
            }

            builder.EndRow();
        }

        return builder.Build(ErrorHandling);
    }

    /// <summary>Finds a column by its exact name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its position, or -1.</returns>
    public int IndexOf(string name) => _indexes.GetValueOrDefault(name, -1);

    private static Dictionary<string, int> IndexNames(ImmutableArray<string> names)
    {
        var indexes = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrEmpty(names[i]))
                throw new FrameException($"Attribute name {i + 1} is empty.");
            if (!indexes.TryAdd(names[i], i))
                throw new FrameException($"Attribute name '{CellText.Show(names[i])}' occurs twice; names must be distinct.");
        }

        return indexes;
    }
}
