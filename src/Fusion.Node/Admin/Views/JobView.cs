using Fusion.Contracts.Projects;

namespace Fusion.Node.Admin.Views;

/// <summary>One job.</summary>
/// <param name="Entity">Its id in its region.</param>
/// <param name="Node">Address of the node it is on; null when that can't be told.</param>
/// <param name="Info">What it says about itself.</param>
internal sealed record JobView(string Entity, string? Node, JobInfo Info);
