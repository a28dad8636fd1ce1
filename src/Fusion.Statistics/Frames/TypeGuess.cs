namespace Fusion.Statistics.Frames;

/// <summary>The type of a column whose sender gave none.</summary>
internal static class TypeGuess
{
    /// <summary>
    /// B when every value is the number 0 or 1, C when every value is a number (also an infinite one or one out of range, which then is a bad
    /// cell), else S. Missing cells and rows of the wrong length do not count; a column without a value is S, so it stays free until one comes.
    /// </summary>
    public static ColumnType Of(DataFrame frame, int column)
    {
        ColumnType guess = ColumnType.Text;
        for (int row = 0; row < frame.RowCount; row++)
        {
            if (frame.CellCount(row) != frame.AttributeNames.Length)
                continue;
            DecimalParse result = DecimalNumber.TryParse(frame.Cell(row, column), out DecimalNumber value);
            if (result == DecimalParse.NotANumber)
                return ColumnType.Text;
            if (result == DecimalParse.Missing)
                continue;
            bool bit = result == DecimalParse.Value && NumericCell.IsBit(value);
            guess = bit && guess != ColumnType.Continuous ? ColumnType.Binary : ColumnType.Continuous;
        }

        return guess;
    }
}
