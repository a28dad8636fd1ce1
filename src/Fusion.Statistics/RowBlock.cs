using System.Collections.Immutable;

namespace Fusion.Statistics;

/// <summary>Up to <see cref="Capacity"/> rows, stored by column. A statistic that has no column here counts it as missing in all these rows.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RowBlock
{
    /// <summary>The largest number of rows of a block.</summary>
    public const int Capacity = 1024;

    /// <summary>Creates a block.</summary>
    /// <param name="rows">The number of rows, 0 to <see cref="Capacity"/>.</param>
    /// <param name="columns">Columns of that many rows with distinct names; those of one category are present in the same rows.</param>
    /// <exception cref="ArgumentException">An argument breaks one of these rules.</exception>
    public RowBlock(int rows, ImmutableArray<ColumnBlock> columns)
        : this(rows, columns, Schema.Of(columns.Select(column => column.Attribute)))
    {
    }

    internal RowBlock(int rows, ImmutableArray<ColumnBlock> columns, Schema schema)
    {
        if (rows is < 0 or > Capacity)
            throw new ArgumentOutOfRangeException(nameof(rows), rows, $"A block has 0 to {Capacity} rows.");
        Rows = rows;
        Columns = columns;
        Schema = schema;
        Validate();
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The columns, with distinct names.</summary>
    public ImmutableArray<ColumnBlock> Columns { get; }

    /// <summary>The attributes of the columns, in their order.</summary>
    public Schema Schema { get; }

    private void Validate()
    {
        var first = new ColumnBlock?[Schema.GroupCount];
        for (int c = 0; c < Columns.Length; c++)
        {
            ColumnBlock column = Columns[c];
            if (column.Rows != Rows)
                throw new ArgumentException($"Column '{column.Attribute.Name}' has {column.Rows} rows, the block {Rows}.");
            ColumnBlock sibling = first[Schema.GroupOf(c)] ??= column;
            if (!sibling.Presence.SequenceEqual(column.Presence))
                throw new ArgumentException($"'{sibling.Attribute.Name}' and '{column.Attribute.Name}' of one category are present in different rows.");
        }
    }
}
