using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Projects;

/// <summary>One line of a customer's catalogue.</summary>
/// <param name="ProjectId">The project behind the name.</param>
/// <param name="Kind">Where to ask it.</param>
/// <param name="LaterName">The name it was given later; null while it has that of its creation.</param>
public sealed record ProjectEntry(ProjectId ProjectId, ProjectKind Kind, ProjectName? LaterName = null)
{
    /// <summary>The name its owner knows it by.</summary>
    public ProjectName Name => LaterName ?? ProjectId.Name;
}
