namespace Fusion.Statistics.Frames;

/// <summary>Letters of column types.</summary>
public static class ColumnTypes
{
    /// <summary>Reads the letter of a type.</summary>
    /// <param name="letter">One of C, B, S, T, L, X, P and <c>-</c> (which is X), in either case; blanks around it are ignored.</param>
    /// <returns>The type.</returns>
    /// <exception cref="FrameException">The text is anything else; the message names the allowed letters.</exception>
    public static ColumnType Parse(string? letter) => letter?.Trim().ToUpperInvariant() switch
    {
        "C" => ColumnType.Continuous,
        "B" => ColumnType.Binary,
        "S" => ColumnType.Text,
        "T" => ColumnType.Category,
        "L" => ColumnType.List,
        "X" or "-" => ColumnType.Ignored,
        "P" => ColumnType.Patient,
        _ => throw new FrameException($"Unknown attribute type '{CellText.Show(letter ?? "")}'; allowed are C, B, S, T, L, X, P and -."),
    };

    /// <summary>The letter of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>One upper-case letter.</returns>
    public static string Letter(this ColumnType type) => ((char)type).ToString();
}
