namespace Fusion.Contracts.Projects;

/// <summary>How far a job is.</summary>
/// <param name="IsStarted">Whether its work has begun: until then it waits its turn.</param>
/// <param name="Current">Work done, in units of <paramref name="Maximum"/>.</param>
/// <param name="Maximum">All work: rows, contexts, projects; 1 for work of one step.</param>
public sealed record JobProgress(bool IsStarted, long Current, long Maximum);
