using System.Collections.Immutable;
using System.Text;
using Fusion.Http.Dtos;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Mapping;

/// <summary>From data frames to what clients see of them.</summary>
internal static class FrameMapping
{
    /// <summary>A frame, every cell as text; no types where the sender gave none.</summary>
    public static DataFrameDto ToDto(this DataFrame frame) => new(
        frame.AttributeNames,
        frame.AttributeTypes.IsDefault ? [] : [.. frame.AttributeTypes.Select(type => type.Letter())],
        [.. Enumerable.Range(0, frame.RowCount).Select(row =>
            Enumerable.Range(0, frame.CellCount(row)).Select(cell => Encoding.UTF8.GetString(frame.Cell(row, cell))).ToImmutableArray())]);
}
