using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Projects;

/// <summary>A project's name after it was renamed.</summary>
/// <param name="Name">The name.</param>
/// <param name="AttemptId">The key it was given under.</param>
/// <param name="IsKnown">Whether the project has confirmed it.</param>
public sealed record CatalogueNaming(ProjectName Name, AttemptId AttemptId, bool IsKnown);
