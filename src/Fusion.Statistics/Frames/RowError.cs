namespace Fusion.Statistics.Frames;

/// <summary>Why a row is bad.</summary>
/// <param name="Row">The row, 1-based.</param>
/// <param name="Column">The name of the column, or null when the row as a whole is wrong.</param>
/// <param name="Message">Row, column, value and what is allowed, fit to be shown to the sender of the frame.</param>
public sealed record RowError(long Row, string? Column, string Message)
{
    /// <summary>The error of one cell.</summary>
    internal static RowError OfCell(int row, string column, string problem) =>
        new(row + 1L, column, $"Row {row + 1L}, column '{CellText.Show(column)}': {problem}");

    /// <summary>The error of a row that has too many or too few cells, or null when the number is right.</summary>
    internal static RowError? OfLength(DataFrame frame, int row)
    {
        int cells = frame.CellCount(row), columns = frame.AttributeNames.Length;
        return cells == columns ? null : new(row + 1L, null, $"Row {row + 1L} has {cells} cells; it must have {columns}, one for each attribute name.");
    }
}
