using System.Text;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Tests.Support;

/// <summary>Small frames and their statistics.</summary>
internal static class Frames
{
    /// <summary>A frame of texts; types are letters, one per column.</summary>
    public static DataFrame Of(string names, string types, params string[] rows)
    {
        DataFrameBuilder builder = new([.. names.Split(',')], [.. types.Select(letter => ColumnTypes.Parse(letter.ToString()))]);
        foreach (string row in rows)
        {
            foreach (string cell in row.Split(',')) builder.AddCell(Encoding.UTF8.GetBytes(cell));
            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>The statistics of a frame learned from nothing.</summary>
    public static SufficientStatistics Sums(DataFrame frame) =>
        SufficientStatistics.Of(FrameEncoder.Encode(frame, AttributeCatalog.Empty, EncodeOptions.Default).Blocks);
}
