using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>A frame as blocks of numbers.</summary>
/// <param name="Blocks">
/// The accepted rows in order. All blocks have the same columns in the order of the catalog: those of the frame's columns that make attributes,
/// with a dummy for every known category.
/// </param>
/// <param name="Catalog">The catalog with what the accepted rows added; the very object that was given when they added nothing.</param>
/// <param name="AcceptedRows">The number of rows in the blocks.</param>
/// <param name="FirstError">The first bad row, or null when there is none.</param>
/// <param name="RejectedRows">The number of bad rows met; at most 1 unless bad rows are skipped.</param>
public sealed record EncodedFrame(
    ImmutableArray<RowBlock> Blocks, AttributeCatalog Catalog, long AcceptedRows, RowError? FirstError, long RejectedRows)
{
    /// <summary>The positions of the accepted rows in the frame, ascending.</summary>
    public ImmutableArray<int> Rows { get; init; } = [];
}
