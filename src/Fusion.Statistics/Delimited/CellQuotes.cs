namespace Fusion.Statistics.Delimited;

/// <summary>Takes the quotes off a cell.</summary>
internal static class CellQuotes
{
    /// <summary>The text of a cell: what stands between its quotes, doubled ones once; the cell itself where it has none.</summary>
    /// <param name="cell">The cell as it stands between separators, with an even number of quotes.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="text">The text; the cell when its quotes don't enclose it.</param>
    /// <returns>Whether the quotes, if there are any, enclose the whole cell.</returns>
    public static bool TryRemove(ReadOnlySpan<byte> cell, byte quote, out ReadOnlySpan<byte> text)
    {
        text = cell;
        if (!cell.Contains(quote))
            return true;
        if (cell.Length < 2 || cell[0] != quote || cell[^1] != quote)
            return false;
        ReadOnlySpan<byte> inner = cell[1..^1];
        if (!inner.Contains(quote))
        {
            text = inner;
            return true;
        }

        byte[] single = new byte[inner.Length];
        int length = 0;
        for (int i = 0; i < inner.Length; i++)
        {
            if (inner[i] == quote && (++i == inner.Length || inner[i] != quote))
                return false;
            single[length++] = inner[i];
        }

        text = single.AsSpan(0, length);
        return true;
    }
}
