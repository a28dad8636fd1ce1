using System.Collections.Immutable;

namespace Fusion.Contracts.Projects;

/// <summary>A job as its owner sees it.</summary>
/// <param name="Number">The job's number.</param>
/// <param name="Type">What it does, e.g. <c>build</c>.</param>
/// <param name="Owner">The customer.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="Current">Work done, in units of <paramref name="Maximum"/>.</param>
/// <param name="Maximum">All work.</param>
/// <param name="IsDone">Whether it has ended, well or not.</param>
/// <param name="IsStarted">Whether its work has begun: until then it waits its turn.</param>
/// <param name="Details">What it works on, e.g. <c>project</c>; null for nothing known.</param>
public sealed record JobInfo(
    long Number,
    string Type,
    string Owner,
    DateTimeOffset StartedAt,
    long Current,
    long Maximum,
    bool IsDone,
    bool IsStarted = false,
    ImmutableSortedDictionary<string, string>? Details = null);
