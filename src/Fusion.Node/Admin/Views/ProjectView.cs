using Fusion.Contracts.Projects;

namespace Fusion.Node.Admin.Views;

/// <summary>One project.</summary>
/// <param name="Entity">Its id in its region.</param>
/// <param name="Standing">What it says about itself.</param>
internal sealed record ProjectView(string Entity, ProjectStanding Standing);
