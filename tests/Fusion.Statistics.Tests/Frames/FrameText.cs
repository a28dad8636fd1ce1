using System.Collections.Immutable;
using System.Text;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

/// <summary>Frames written as text: columns <c>name:T</c> or <c>name</c> parted by blanks, cells parted by commas.</summary>
internal static class FrameText
{
    public static DataFrame Of(string columns, params string[] rows) => Of(columns, DataFrame.StopAtBadRow, rows);

    public static DataFrame Skipping(string columns, params string[] rows) => Of(columns, DataFrame.SkipBadRows, rows);

    public static EncodedFrame Encode(this DataFrame frame, AttributeCatalog? catalog = null, EncodeOptions? options = null) =>
        FrameEncoder.Encode(frame, catalog ?? AttributeCatalog.Empty, options ?? EncodeOptions.Default);

    public static string[] Names(this AttributeCatalog catalog) => [.. catalog.Schema.Select(attribute => attribute.Name)];

    /// <summary>The values of a column in all blocks; missing ones as an empty text.</summary>
    public static string[] Values(this EncodedFrame encoded, string name) =>
        [.. encoded.Blocks.SelectMany(block => Values(block.Columns.Single(column => column.Attribute.Name == name)))];

    private static IEnumerable<string> Values(ColumnBlock column)
    {
        for (int row = 0; row < column.Rows; row++)
        {
            yield return column.IsPresent(row) ? new DecimalNumber(column.Mantissas[row], column.Scale).ToString() : "";
        }
    }

    private static DataFrame Of(string columns, int errorHandling, string[] rows)
    {
        string[][] parts = [.. columns.Split(' ').Select(column => column.Split(':'))];
        ImmutableArray<ColumnType> types = parts.All(part => part.Length == 2) ? [.. parts.Select(part => ColumnTypes.Parse(part[1]))] : default;
        var builder = new DataFrameBuilder([.. parts.Select(part => part[0])], types);
        foreach (string row in rows)
        {
            foreach (string cell in row.Split(','))
            {
                builder.AddCell(Encoding.UTF8.GetBytes(cell));
            }

            builder.EndRow();
        }

        return builder.Build(errorHandling);
    }
}
