using System.Runtime.InteropServices;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics;

/// <summary>Collects rows of decimal numbers into a <see cref="RowBlock"/>, and is ready for the next block when that is built.</summary>
/// <remarks>
/// <para>A cell that is not set is missing. When one dummy of a category is set in a row, its siblings that are not set are 0 there.</para>
/// <para>Not thread-safe. Nothing is allocated per row.</para>
/// </remarks>
public sealed class RowBlockBuilder
{
    private readonly Schema _schema;
    private readonly ColumnBuilder[] _columns;

    /// <summary>Creates a builder of blocks with these columns.</summary>
    /// <param name="attributes">The columns, with distinct names.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or an attribute of a category is not binary.</exception>
    public RowBlockBuilder(IReadOnlyList<AttributeInfo> attributes)
    {
        _schema = attributes as Schema ?? Schema.Of(attributes);
        _columns = [.. _schema.Select(attribute => new ColumnBuilder(attribute))];
    }

    /// <summary>Number of rows ended so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether the block has to be built before the next row.</summary>
    public bool IsFull => Rows == RowBlock.Capacity;

    /// <summary>Sets a cell of the current row.</summary>
    /// <param name="column">The column, 0-based.</param>
    /// <param name="value">The exact value.</param>
    /// <exception cref="AttributeRangeException">The column is binary and the value neither 0 nor 1, or the value is 10^418 or more.</exception>
    /// <exception cref="InvalidOperationException">The block is full.</exception>
    public void Set(int column, DecimalNumber value)
    {
        ThrowIfFull();
        _columns[column].Set(Rows, value);
    }

    /// <summary>Ends the current row.</summary>
    /// <exception cref="InvalidOperationException">The block is full.</exception>
    public void EndRow()
    {
        ThrowIfFull();
        Rows++;
    }

    /// <summary>Forgets the cells set since the last row ended.</summary>
    public void CancelRow()
    {
        foreach (ColumnBuilder column in _columns)
        {
            column.Unset(Rows);
        }
    }

    /// <summary>Builds the block of all rows ended so far and starts an empty one.</summary>
    /// <returns>The block, possibly with no row.</returns>
    /// <remarks>
    /// Each column gets one scale at which every value is exact; when such a scale would need mantissas of 2^62 or more, the values are rounded
    /// half to even on the finest decimal grid that has room for all of them, and the column is marked quantised.
    /// </remarks>
    public RowBlock Build()
    {
        CancelRow();
        ulong[]?[] presence = SharePresence();
        var columns = new ColumnBlock[_columns.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            columns[c] = _columns[c].Build(Rows, presence[_schema.GroupOf(c)]!);
        }

        var block = new RowBlock(Rows, ImmutableCollectionsMarshal.AsImmutableArray(columns), _schema);
        Rows = 0;
        return block;
    }

    /// <summary>The rows in which any column of a group has a value are those in which all of them have.</summary>
    private ulong[]?[] SharePresence()
    {
        var presence = new ulong[]?[_schema.GroupCount];
        int words = (Rows + 63) / 64;
        for (int c = 0; c < _columns.Length; c++)
        {
            ulong[] shared = presence[_schema.GroupOf(c)] ??= new ulong[words];
            for (int w = 0; w < words; w++)
            {
                shared[w] |= _columns[c].PresenceWord(w);
            }
        }

        return presence;
    }

    private void ThrowIfFull()
    {
        if (IsFull)
            throw new InvalidOperationException($"The block has {RowBlock.Capacity} rows; build it first.");
    }
}
