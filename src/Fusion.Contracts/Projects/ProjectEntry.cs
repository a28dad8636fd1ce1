using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Projects;

/// <summary>One line of a customer's catalogue.</summary>
/// <param name="ProjectId">The project behind the name.</param>
/// <param name="Kind">Where to ask it.</param>
public sealed record ProjectEntry(ProjectId ProjectId, ProjectKind Kind);
