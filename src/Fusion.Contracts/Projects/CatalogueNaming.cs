using System.Collections.Immutable;
using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Projects;

/// <summary>A project's name after it was renamed.</summary>
/// <param name="Name">The name.</param>
/// <param name="AttemptId">The key it was given under.</param>
/// <param name="IsKnown">Whether the project has confirmed it.</param>
/// <param name="Former">The names it had before, oldest first; those that another project was given since are not among them.</param>
public sealed record CatalogueNaming(ProjectName Name, AttemptId AttemptId, bool IsKnown, ImmutableArray<ProjectName> Former);
