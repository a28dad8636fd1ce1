using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Contracts.Protocols;

/// <summary>What a cell project accepts, answers and records beyond <see cref="ProjectProtocol"/>.</summary>
public static class CellProtocol
{
    /// <summary>Makes an empty cell. Sent again it changes nothing.</summary>
    public sealed record CreateCell(ProjectId ProjectId, ProjectSettings Settings) : ProjectProtocol.ICommand;

    /// <summary>Learns or forgets the rows of a frame. Sent again under the same attempt it counts once.</summary>
    /// <param name="ProjectId">The cell.</param>
    /// <param name="AttemptId">The batch's key.</param>
    /// <param name="Forget">Whether the rows are subtracted instead of added.</param>
    /// <param name="Frame">The rows.</param>
    /// <param name="Source">Who sent them: client label and address.</param>
    /// <param name="Trace">The trace that the batch belongs to; null for none.</param>
    public sealed record UpdateRows(
        ProjectId ProjectId, AttemptId AttemptId, bool Forget, DataFrame Frame, string Source, string? Trace = null) : IngestionProtocol.IUpdate
    {
        SentTable IngestionProtocol.IUpdate.Sent => SentTable.Of(Frame);
    }

    /// <summary>Answers <see cref="UpdateRows"/> and <see cref="IngestionProtocol.UpdateSums"/> once the batch is in the journal.</summary>
    /// <param name="ProjectId">The cell.</param>
    /// <param name="AttemptId">The batch's key.</param>
    /// <param name="AcceptedRows">Rows counted.</param>
    /// <param name="RejectedRows">Bad rows left out, with <c>errorHandling</c> 1.</param>
    /// <param name="Error">The first bad row when it ended the batch: the rows before it are counted, the others are not. Null when all went well.</param>
    /// <param name="IsRepeated">Whether the batch was in the journal before it was sent this time, so that it counted no second time.</param>
    public sealed record RowsUpdated(
        ProjectId ProjectId, AttemptId AttemptId, long AcceptedRows, long RejectedRows, string? Error, bool IsRepeated = false) : IReply;

    /// <summary>The cell began.</summary>
    public sealed record CellCreated(ProjectId ProjectId, ProjectSettings Settings, DateTimeOffset At) : ProjectProtocol.IEvent;

    /// <summary>What became of one batch; kept as long as its key must be remembered.</summary>
    /// <param name="AttemptId">The batch's key.</param>
    /// <param name="Forget">Whether its rows were subtracted.</param>
    /// <param name="AcceptedRows">Rows counted.</param>
    /// <param name="RejectedRows">Bad rows left out.</param>
    /// <param name="Error">The first bad row when it ended the batch.</param>
    public sealed record BatchReceipt(AttemptId AttemptId, bool Forget, long AcceptedRows, long RejectedRows, string? Error);

    /// <summary>Batches became part of the cell, all of them at once.</summary>
    /// <param name="ProjectId">The cell.</param>
    /// <param name="Batches">Which batches.</param>
    /// <param name="Delta">The sum of their statistics; forgotten rows count negative.</param>
    /// <param name="NewCategoryColumns">Category columns first seen here, also those without a value yet.</param>
    /// <param name="At">When.</param>
    /// <param name="Log">The calls, for the log of updates.</param>
    /// <param name="Change">What they did to what the cell keeps beside its statistics; null where it keeps nothing.</param>
    public sealed record BatchesCommitted(
        ProjectId ProjectId,
        ImmutableArray<BatchReceipt> Batches,
        SufficientStatistics Delta,
        ImmutableArray<string> NewCategoryColumns,
        DateTimeOffset At,
        ImmutableArray<UpdateLogLine>? Log = null,
        CellVariant.Change? Change = null) : ProjectProtocol.IEvent;

    /// <summary>A receipt with the time it was given.</summary>
    /// <param name="Receipt">The batch's receipt.</param>
    /// <param name="At">When it was committed; receipts are dropped after their retention.</param>
    public sealed record DatedReceipt(BatchReceipt Receipt, DateTimeOffset At);

    /// <summary>
    /// Everything a cell is, as kept in the snapshot store. <c>Receipts</c> are those that tell of bad rows, and all of an earlier version; the others are in
    /// <c>Pages</c>.
    /// </summary>
    public sealed record CellSnapshot(
        ProjectId ProjectId,
        ProjectSettings Settings,
        SufficientStatistics Statistics,
        ImmutableArray<string> CategoryColumns,
        ImmutableArray<FittedModel> Models,
        ImmutableArray<DatedReceipt> Receipts,
        long Commits,
        DateTimeOffset CreatedAt,
        DateTimeOffset ModifiedAt,
        ProjectCondition? Condition = null,
        ImmutableArray<UpdateLogLine>? Log = null,
        CellVariant? Variant = null,
        ImmutableArray<ReceiptPage>? Pages = null,
        ImmutableArray<PrefixSnapshot>? Prefixes = null) : ProjectProtocol.IEvent;
}
