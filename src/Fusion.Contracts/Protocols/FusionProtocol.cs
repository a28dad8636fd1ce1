using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Models;
using Fusion.Statistics;

namespace Fusion.Contracts.Protocols;

/// <summary>What a fusion project accepts, answers and records beyond <see cref="ProjectProtocol"/>.</summary>
public static class FusionProtocol
{
    /// <summary>Makes a fusion of cells. Sent again it changes nothing. No cell is asked yet.</summary>
    public sealed record CreateFusion(ProjectId ProjectId, ProjectSettings Settings, ImmutableArray<CellLogin> Cells) : ProjectProtocol.ICommand;

    /// <summary>Replaces the whole list of cells; the copies of cells that are gone are dropped and the next request refreshes.</summary>
    public sealed record UpdateCells(ProjectId ProjectId, AttemptId AttemptId, ImmutableArray<CellLogin> Cells) : ProjectProtocol.ICommand;

    /// <summary>Answers <see cref="UpdateCells"/>.</summary>
    public sealed record CellsUpdated(ProjectId ProjectId) : IReply;

    /// <summary>Asks exactly these cells, or the project's own when there are none, whether they can be fused.</summary>
    public sealed record GetCellsStatus(ProjectId ProjectId, ImmutableArray<CellLogin> Cells) : ProjectProtocol.IQuery;

    /// <summary>Answers <see cref="GetCellsStatus"/>, in the order asked.</summary>
    public sealed record CellsStatusFound(ProjectId ProjectId, ImmutableArray<CellStatus> Cells) : IReply;

    /// <summary>The fusion began.</summary>
    public sealed record FusionCreated(ProjectId ProjectId, ProjectSettings Settings, ImmutableArray<CellLogin> Cells, DateTimeOffset At) : ProjectProtocol.IEvent;

    /// <summary>The list of cells was replaced.</summary>
    public sealed record CellsReplaced(ProjectId ProjectId, ImmutableArray<CellLogin> Cells) : ProjectProtocol.IEvent;

    /// <summary>Attributes came into being; their indexes never change again. Or the cells' way to make them of rows became known.</summary>
    /// <param name="ProjectId">The fusion.</param>
    /// <param name="Schema">All attributes.</param>
    /// <param name="Parameters">The <see cref="LearningOptions.Shared"/> parameters of the cells; null where none were told.</param>
    public sealed record AttributesAppended(
        ProjectId ProjectId, Schema Schema, ImmutableSortedDictionary<string, string>? Parameters = null) : ProjectProtocol.IEvent;

    /// <summary>The last good copy of one cell.</summary>
    /// <param name="Address">Which cell.</param>
    /// <param name="Version">The cell's own version of it.</param>
    /// <param name="Statistics">The copy.</param>
    /// <param name="Histogram">Whether the cell keeps histograms.</param>
    /// <param name="Sources">Every project in it: one that is reached on two ways must not count twice.</param>
    /// <param name="Variant">What the cell has beside its statistics; null of a plain one.</param>
    public sealed record CellCopy(
        CellAddress Address,
        string Version,
        SufficientStatistics Statistics,
        bool Histogram,
        ImmutableArray<ProjectId> Sources,
        SharedVariant? Variant = null);

    /// <summary>Everything a fusion project is, as kept in the snapshot store.</summary>
    public sealed record FusionSnapshot(
        ProjectId ProjectId,
        ProjectSettings Settings,
        ImmutableArray<CellLogin> Cells,
        ImmutableArray<CellCopy> Copies,
        Schema Schema,
        ImmutableArray<FittedModel> Models,
        DateTimeOffset CreatedAt,
        DateTimeOffset ModifiedAt,
        ProjectCondition? Condition = null,
        ImmutableSortedDictionary<string, string>? Parameters = null) : ProjectProtocol.IEvent;
}
