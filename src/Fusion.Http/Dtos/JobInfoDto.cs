using System.Collections.Immutable;

namespace Fusion.Http.Dtos;

/// <summary>A job as its owner sees it.</summary>
internal sealed record JobInfoDto
{
    /// <summary>The number.</summary>
    public required long JobId { get; init; }

    /// <summary>What it does.</summary>
    public required string JobType { get; init; }

    /// <summary>The customer.</summary>
    public required string Owner { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long StartingDate { get; init; }

    /// <summary>Work done.</summary>
    public required long Current { get; init; }

    /// <summary>All work, in the same unit.</summary>
    public required long Maximum { get; init; }

    /// <summary>Whether the job waits for a limited number of threads: never.</summary>
    public bool IsOnBoundedExecutor { get; init; }

    /// <summary>Whether its work has begun: until then it waits its turn.</summary>
    public required bool IsStarted { get; init; }

    /// <summary>Whether it has ended, well or not.</summary>
    public required bool IsDone { get; init; }

    /// <summary>What it works on, as far as its request told.</summary>
    public ImmutableSortedDictionary<string, string> Details { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
