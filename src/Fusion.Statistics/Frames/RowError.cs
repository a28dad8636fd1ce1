namespace Fusion.Statistics.Frames;

/// <summary>Why a row is bad.</summary>
/// <param name="Row">The row, 1-based.</param>
/// <param name="Column">The name of the column, or null when the row as a whole is wrong.</param>
/// <param name="Message">Row, column, value and what is allowed, fit to be shown to the sender of the frame.</param>
public sealed record RowError(long Row, string? Column, string Message)
{
    /// <summary>The error of one cell.</summary>
    /// <param name="row">The row, 1-based.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    internal static RowError OfCell(long row, string column, string problem) =>
        new(row, column, $"Row {row}, column '{CellText.Show(column)}': {problem}");

    /// <summary>The error of a row as a whole.</summary>
    internal static RowError OfRow(long row, string problem) => new(row, null, $"Row {row} {problem}");

    /// <summary>The error of a last row whose quotes are not closed.</summary>
    internal static RowError OfOpenQuote(long row) => OfRow(row, "ends within quotes; is a quote not closed?");

    /// <summary>The error of a row that has too many or too few cells, or null when the number is right.</summary>
    internal static RowError? OfLength(DataFrame frame, int row, long rowsBefore = 0) =>
        OfLength(rowsBefore + row + 1, frame.CellCount(row), frame.AttributeNames.Length);

    /// <summary>The same of a row, 1-based, with so many cells under so many names.</summary>
    internal static RowError? OfLength(long row, int cells, int columns) =>
        cells == columns ? null : OfRow(row, $"has {cells} cells; it must have {columns}, one for each attribute name.");
}
