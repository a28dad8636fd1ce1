using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Contracts.Protocols;

/// <summary>How rows that another node has added up already come into a cell (ADR 13).</summary>
public static class IngestionProtocol
{
    /// <summary>A batch that changes a cell's statistics once, however often it is sent.</summary>
    public interface IUpdate : ProjectProtocol.ICommand
    {
        /// <summary>The batch's key.</summary>
        AttemptId AttemptId { get; }

        /// <summary>Whether the rows are subtracted instead of added.</summary>
        bool Forget { get; }

        /// <summary>Who sent them: client label and address.</summary>
        string Source { get; }

        /// <summary>What was sent, for the log.</summary>
        SentTable Sent { get; }

        /// <summary>The trace that the batch belongs to, as W3C's <c>traceparent</c>; null for none.</summary>
        string? Trace { get; }
    }

    /// <summary>Asks how a cell reads rows, so that they can be added up on its behalf.</summary>
    public sealed record GetIngestionPlan(ProjectId ProjectId) : ProjectProtocol.IQuery;

    /// <summary>Answers <see cref="GetIngestionPlan"/>.</summary>
    /// <param name="ProjectId">The cell.</param>
    /// <param name="Settings">As created.</param>
    /// <param name="Schema">The attributes known now.</param>
    /// <param name="CategoryColumns">The category columns known now, also those without a value yet.</param>
    /// <param name="MaxAttributes">Most attributes.</param>
    /// <param name="MaxCategories">Most categories of a column.</param>
    public sealed record IngestionPlanFound(
        ProjectId ProjectId, ProjectSettings Settings, Schema Schema, ImmutableArray<string> CategoryColumns, int MaxAttributes, int MaxCategories) : IReply
    {
        /// <summary>What the rows must keep to.</summary>
        public AttributeCatalog ToCatalog() => AttributeCatalog.Empty.Register(Schema, CategoryColumns);

        /// <summary>How they are encoded.</summary>
        public EncodeOptions ToEncodeOptions() => new()
        {
            AllOrNothing = Settings.LearnMerge,
            MaxAttributes = MaxAttributes,
            AttributeLimit = LearningOptions.Of(Settings).Window is { } window && window.MaxAttributes == MaxAttributes ? window.AttributeLimit : null,
            MaxCategoriesPerColumn = MaxCategories,
        };
    }

    /// <summary>Learns or forgets rows that are added up already, by a plan that the cell gave. Sent again under the same attempt it counts once.</summary>
    /// <param name="ProjectId">The cell.</param>
    /// <param name="AttemptId">The batch's key.</param>
    /// <param name="Forget">Whether the rows are subtracted instead of added.</param>
    /// <param name="Sums">The sums over the accepted rows.</param>
    /// <param name="CategoryColumns">The category columns met, also those without a value.</param>
    /// <param name="RejectedRows">Bad rows left out.</param>
    /// <param name="Error">The first bad row when it ended the batch: the rows before it count.</param>
    /// <param name="Sent">What was sent.</param>
    /// <param name="Source">Who sent it: client label and address.</param>
    /// <param name="Trace">The trace that the batch belongs to; null for none.</param>
    public sealed record UpdateSums(
        ProjectId ProjectId,
        AttemptId AttemptId,
        bool Forget,
        SufficientStatistics Sums,
        ImmutableArray<string> CategoryColumns,
        long RejectedRows,
        string? Error,
        SentTable Sent,
        string Source,
        string? Trace = null) : IUpdate;
}
