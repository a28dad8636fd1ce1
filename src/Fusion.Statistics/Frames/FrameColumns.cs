using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>The columns of a frame that a reader wants, as doubles: the inputs of a model, say.</summary>
/// <remarks>
/// Columns are found by name; others are ignored, whatever their types. A dummy <c>column$value</c> is read from its T column, or else from a column of its own
/// name. Immutable and thread-safe.
/// </remarks>
public sealed class FrameColumns
{
    private const int Absent = -1;

    private readonly DataFrame _frame;
    private readonly ImmutableArray<Source> _sources;

    private FrameColumns(DataFrame frame, ImmutableArray<Source> sources)
    {
        _frame = frame;
        _sources = sources;
    }

    /// <summary>Finds the columns.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="wanted">The attributes to read; <see cref="Read"/> knows them by their positions here.</param>
    /// <returns>The reader of these columns.</returns>
    public static FrameColumns Bind(DataFrame frame, IReadOnlyList<AttributeInfo> wanted) =>
        new(frame, [.. wanted.Select(attribute => Find(frame, attribute))]);

    /// <summary>Whether the frame has a column for an attribute.</summary>
    /// <param name="k">The position of the attribute.</param>
    /// <returns>False when every row misses it.</returns>
    public bool IsBound(int k) => _sources[k].Column != Absent;

    /// <summary>Reads one value.</summary>
    /// <param name="row">The row, 0-based.</param>
    /// <param name="k">The position of the attribute.</param>
    /// <returns>The nearest double; NaN when it is missing. For a dummy 1 or 0, also 0 when its T column holds a value never seen before.</returns>
    /// <exception cref="FrameException">The row has the wrong number of cells, or the cell is bad; the message names row and column.</exception>
    public double Read(int row, int k)
    {
        Source source = _sources[k];
        if (RowError.OfLength(_frame, row) is { } wrongLength)
            throw new FrameException(wrongLength.Message);
        if (source.Column == Absent)
            return double.NaN;
        ReadOnlySpan<byte> cell = _frame.Cell(row, source.Column);
        return source.Value is null ? ReadNumber(row, source, cell) : ReadDummy(source.Value, cell);
    }

    private static Source Find(DataFrame frame, AttributeInfo attribute)
    {
        int category = attribute.Category is null ? Absent : frame.IndexOf(attribute.Category);
        return category == Absent
            ? new Source(frame.IndexOf(attribute.Name), attribute.Kind, null)
            : new Source(category, attribute.Kind, AttributeCatalog.DummyValue(attribute));
    }

    private double ReadNumber(int row, Source source, ReadOnlySpan<byte> cell)
    {
        DecimalParse result = NumericCell.Read(source.Kind, cell, out DecimalNumber value);
        if (NumericCell.IsBad(result))
            throw new FrameException(RowError.OfCell(row + 1L, _frame.AttributeNames[source.Column], NumericCell.Problem(source.Kind, result, cell)).Message);
        return result == DecimalParse.Missing ? double.NaN : value.ToDouble();
    }

    private static double ReadDummy(string wanted, ReadOnlySpan<byte> cell)
    {
        Span<char> buffer = cell.Length <= CategoryCell.ShortCell ? stackalloc char[2 * CategoryCell.ShortCell] : new char[CategoryCell.BufferLength(cell)];
        ReadOnlySpan<char> value = CategoryCell.Read(cell, buffer);
        if (value.IsEmpty)
            return double.NaN;
        return value.SequenceEqual(wanted) ? 1 : 0;
    }

    /// <summary>Where an attribute is read: the column, and for a dummy of a T column the value it stands for.</summary>
    private readonly record struct Source(int Column, AttributeKind Kind, string? Value);
}
