using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Statistics;

namespace Fusion.Contracts.Projects;

/// <summary>What a project says about itself.</summary>
/// <param name="ProjectId">Which project.</param>
/// <param name="Kind">Cell or fusion.</param>
/// <param name="Settings">As created.</param>
/// <param name="Schema">The attributes in index order.</param>
/// <param name="Rows">Rows learned and not forgotten.</param>
/// <param name="Models">The models, by name.</param>
/// <param name="CreatedAt">When the project was created.</param>
/// <param name="ModifiedAt">When its statistics last changed.</param>
/// <param name="FetchError">Of a fusion project: what went wrong in the last refresh, naming host and project; empty when nothing did.</param>
/// <param name="Cells">Of a fusion project: its cells, without secrets.</param>
/// <param name="Condition">What was changed since its creation; null for nothing.</param>
/// <param name="IsDirty">Whether rows are acknowledged that only a save makes durable.</param>
/// <param name="IsSilent">Whether the project did not answer, so that only what the catalogue knows is here.</param>
public sealed record ProjectInfo(
    ProjectId ProjectId,
    ProjectKind Kind,
    ProjectSettings Settings,
    Schema Schema,
    long Rows,
    ImmutableArray<ModelEntry> Models,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    string FetchError,
    ImmutableArray<CellAddress> Cells,
    ProjectCondition? Condition = null,
    bool IsDirty = false,
    bool IsSilent = false)
{
    /// <summary>The name its owner knows it by.</summary>
    public ProjectName Name => Condition?.Name ?? ProjectId.Name;
}
