namespace Fusion.Node.Push;

/// <summary>Finds where rows of delimited text end: at line feeds with an even number of quotes before them, as the server reads it.</summary>
internal static class CsvRows
{
    private const byte Quote = (byte)'"', LineFeed = (byte)'\n', Return = (byte)'\r';

    /// <summary>Whole rows at the start of a text.</summary>
    /// <param name="text">The text, from the start of a row.</param>
    /// <returns>The length of the whole rows and their number; empty lines are no rows.</returns>
    public static (int Length, long Rows) Find(ReadOnlySpan<byte> text)
    {
        if (text.Contains(Quote)) return FindQuoted(text);
        int length = text.LastIndexOf(LineFeed) + 1;
        ReadOnlySpan<byte> rows = text[..length];
        return (length, rows.Count(LineFeed) - CountEmpty(rows));
    }

    /// <summary>The length of the first row with its line end; 0 when it does not end here.</summary>
    public static int FirstLength(ReadOnlySpan<byte> text)
    {
        bool inside = false;
        for (int position = 0; ;)
        {
            int next = text[position..].IndexOfAny(Quote, LineFeed);
            if (next < 0) return 0;
            position += next + 1;
            if (text[position - 1] == Quote) inside = !inside;
            else if (!inside) return position;
        }
    }

    private static (int Length, long Rows) FindQuoted(ReadOnlySpan<byte> text)
    {
        int length = 0;
        long rows = 0;
        while (FirstLength(text[length..]) is var row and > 0)
        {
            if (!IsEmpty(text.Slice(length, row))) rows++;
            length += row;
        }

        return (length, rows);
    }

    private static bool IsEmpty(ReadOnlySpan<byte> row) => row.Length == 1 || (row.Length == 2 && row[0] == Return);

    private static long CountEmpty(ReadOnlySpan<byte> rows)
    {
        long empty = rows is [LineFeed, ..] or [Return, LineFeed, ..] ? 1 : 0;
        return empty + Count(rows, "\n\n"u8) + Count(rows, "\n\r\n"u8);
    }

    /// <summary>Occurrences, overlapping ones included.</summary>
    private static long Count(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern)
    {
        long count = 0;
        while (text.IndexOf(pattern) is var next and >= 0)
        {
            count++;
            text = text[(next + 1)..];
        }

        return count;
    }
}
