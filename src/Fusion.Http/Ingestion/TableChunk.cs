using System.Collections.Immutable;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>Some rows of a table, in order.</summary>
/// <param name="RowsRead">Rows of the table up to here, bad ones included.</param>
internal abstract record TableChunk(long RowsRead)
{
    /// <summary>Numbers, ready to be added up.</summary>
    /// <param name="Blocks">The good rows.</param>
    /// <param name="RowsRead">Rows of the table up to here.</param>
    /// <param name="RejectedRows">Bad rows among them.</param>
    /// <param name="FirstError">The first of them.</param>
    public sealed record Numbers(ImmutableArray<RowBlock> Blocks, long RowsRead, long RejectedRows, RowError? FirstError) : TableChunk(RowsRead);

    /// <summary>Texts, still to be encoded.</summary>
    /// <param name="Rows">The rows.</param>
    /// <param name="Types">The types of the columns.</param>
    /// <param name="RowsBefore">Rows of the table before these.</param>
    /// <param name="RowsRead">Rows of the table up to here.</param>
    /// <param name="Error">A bad row right behind these.</param>
    public sealed record Cells(FrameCells Rows, ImmutableArray<ColumnType> Types, long RowsBefore, long RowsRead, RowError? Error) : TableChunk(RowsRead);
}
