using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>Types the columns of a table that comes in frames, one after the other: a type once found holds for all that follow.</summary>
/// <remarks>
/// A known name keeps its type; else the sender's type counts, else a guess from the first frame in which the column has a value. Not thread-safe.
/// </remarks>
public sealed class ColumnTyping
{
    private readonly ImmutableArray<string> _names;
    private readonly ColumnType?[] _types;

    /// <summary>Begins a table.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="given">Their types, parallel to the names; default when the sender gave none.</param>
    /// <param name="catalog">What is known already.</param>
    /// <exception cref="FrameException">There are more or fewer types than names.</exception>
    public ColumnTyping(ImmutableArray<string> names, ImmutableArray<ColumnType> given, AttributeCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (!given.IsDefault && given.Length != names.Length)
            throw new FrameException($"There are {names.Length} columns and {given.Length} types; give one type for each column or none.");
        _names = names;
        _types = [.. names.Select((name, column) => catalog.TypeOf(name) ?? (given.IsDefault ? null : given[column]))];
    }

    /// <summary>The types, when all are found.</summary>
    public ImmutableArray<ColumnType>? Found => Array.TrueForAll(_types, type => type is not null) ? [.. _types.Select(type => type!.Value)] : null;

    /// <summary>The types of a frame's columns; a column that never had a value yet is S here and stays free.</summary>
    /// <param name="frame">The next frame.</param>
    /// <returns>One type a column.</returns>
    public ImmutableArray<ColumnType> TypesOf(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var types = new ColumnType[_names.Length];
        for (int column = 0; column < types.Length; column++)
        {
            types[column] = _types[column] ?? TypeGuess.Of(frame, column);
            if (_types[column] is null && HasValue(frame, column))
                _types[column] = types[column];
        }

        return [.. types];
    }

    private static bool HasValue(DataFrame frame, int column)
    {
        for (int row = 0; row < frame.RowCount; row++)
        {
            if (frame.CellCount(row) == frame.AttributeNames.Length
                && DecimalNumber.TryParse(frame.Cell(row, column), out _) != DecimalParse.Missing)
                return true;
        }

        return false;
    }
}
