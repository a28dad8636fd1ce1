namespace Fusion.Statistics.Delimited;

/// <summary>How a delimited text is written, and what is done about rows that are bad.</summary>
public sealed record DelimitedOptions
{
    /// <summary>The defaults: commas, double quotes, lines of up to 1 MiB, stop at the first bad row.</summary>
    public static DelimitedOptions Default { get; } = new();

    /// <summary>The ASCII character between two cells; default a comma. A tab is usual, too.</summary>
    public byte Separator { get; init; } = (byte)',';

    /// <summary>
    /// The ASCII character around a cell that holds separators or line breaks; twice inside such a cell it stands for itself. Default <c>"</c>.
    /// </summary>
    public byte Quote { get; init; } = (byte)'"';

    /// <summary>Whether bad rows are left out and the others read; by default the first bad row ends the reading, and the rows before it count.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>The longest line in bytes, line breaks in quotes and the one at its end included; default 1 MiB. It bounds the memory a reader takes.</summary>
    public int LongestLine { get; init; } = 1 << 20;

    /// <summary>Rows that were read before in the same text; rows are counted on from there. Default 0.</summary>
    public long RowsBefore { get; init; }

    /// <summary>Checks that the text can be told apart.</summary>
    /// <exception cref="ArgumentException">
    /// Separator and quote are equal, no ASCII or part of numbers and line ends, or the longest line is below 2 bytes.
    /// </exception>
    internal DelimitedOptions Checked()
    {
        if (Separator == Quote || !IsAllowed(Separator) || !IsAllowed(Quote))
            throw new ArgumentException("Separator and quote must be two ASCII characters other than letters, digits, '+', '-', '.' and line ends.");
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestLine, 2);
        return this;
    }

    private static bool IsAllowed(byte character) =>
        character is > 0 and < 128 and not ((byte)'\n' or (byte)'\r' or (byte)'+' or (byte)'-' or (byte)'.') && !char.IsAsciiLetterOrDigit((char)character);
}
