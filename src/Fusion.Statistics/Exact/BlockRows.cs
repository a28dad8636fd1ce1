namespace Fusion.Statistics.Exact;

/// <summary>Rows of blocks as blocks of their own.</summary>
internal static class BlockRows
{
    /// <summary>Some rows of a block, in the order given.</summary>
    public static RowBlock Pick(RowBlock block, ReadOnlySpan<int> rows)
    {
        var columns = new ColumnBlock[block.Columns.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            ColumnBlock source = block.Columns[c];
            var mantissas = new long[rows.Length];
            var presence = new ulong[(rows.Length + 63) / 64];
            for (int i = 0; i < rows.Length; i++)
            {
                mantissas[i] = source.Mantissas[rows[i]];
                if (source.IsPresent(rows[i]))
                    presence[i / 64] |= 1UL << (i % 64);
            }

            columns[c] = new ColumnBlock(source.Attribute, source.Scale, mantissas, presence, source.Quantised);
        }

        return new RowBlock(rows.Length, [.. columns], block.Schema);
    }

    /// <summary>A range of rows.</summary>
    public static RowBlock Range(RowBlock block, int from, int count) =>
        count == block.Rows ? block : Pick(block, Enumerable.Range(from, count).ToArray());

    /// <summary>
    /// The rows of both, under the attributes of both; null when they are too many for one block, or when a column has no scale at which all values are exact.
    /// </summary>
    public static RowBlock? TryJoin(RowBlock first, RowBlock second)
    {
        if (first.Rows + second.Rows > RowBlock.Capacity)
            return null;
        Schema union = first.Schema.Equals(second.Schema)
            ? first.Schema
            : first.Schema.Append(second.Schema.Where(attribute => first.Schema.IndexOf(attribute.Name) < 0));
        var columns = new ColumnBlock[union.Count];
        for (int c = 0; c < columns.Length; c++)
        {
            ColumnBlock above = ColumnOf(first, union[c]), below = ColumnOf(second, union[c]);
            if (CommonScale(above, below) is not { } scale)
                return null;
            columns[c] = Join(above, below, scale);
        }

        return new RowBlock(first.Rows + second.Rows, [.. columns], union);
    }

    /// <summary>A column, made up where the block has none: missing, or for a dummy of a category that it has, 0 where that is present.</summary>
    private static ColumnBlock ColumnOf(RowBlock block, AttributeInfo attribute)
    {
        int index = block.Schema.IndexOf(attribute.Name);
        if (index >= 0)
            return block.Columns[index];
        int sibling = attribute.Category is { } category && block.Schema.CategoryMembers(category) is { IsEmpty: false } members ? members[0] : -1;
        ulong[] presence = sibling < 0 ? new ulong[(block.Rows + 63) / 64] : block.Columns[sibling].Presence.ToArray();
        return new ColumnBlock(attribute, 0, new long[block.Rows], presence, quantised: false);
    }

    private static int? CommonScale(ColumnBlock above, ColumnBlock below)
    {
        if (above.Scale == below.Scale || Magnitude(below) == 0)
            return above.Scale;
        if (Magnitude(above) == 0)
            return below.Scale;
        int scale = Math.Max(above.Scale, below.Scale);
        return Finest(above) >= scale && Finest(below) >= scale ? scale : null;
    }

    private static int Finest(ColumnBlock column) => DecimalScale.FinestScale(Magnitude(column), column.Scale, ColumnBlock.MantissaBound);

    private static ulong Magnitude(ColumnBlock column) => column.Count == 0 ? 0 : (ulong)Math.Max(Math.Abs(column.Min), Math.Abs(column.Max));

    private static ColumnBlock Join(ColumnBlock above, ColumnBlock below, int scale)
    {
        int rows = above.Rows + below.Rows;
        var mantissas = new long[rows];
        var presence = new ulong[(rows + 63) / 64];
        for (int row = 0; row < rows; row++)
        {
            (ColumnBlock source, int at) = row < above.Rows ? (above, row) : (below, row - above.Rows);
            mantissas[row] = DecimalScale.Move(source.Mantissas[at], scale - source.Scale);
            if (source.IsPresent(at))
                presence[row / 64] |= 1UL << (row % 64);
        }

        return new ColumnBlock(above.Attribute, scale, mantissas, presence, above.Quantised || below.Quantised);
    }
}
