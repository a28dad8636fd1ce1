using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>What a project offers to a fit.</summary>
/// <param name="Statistics">The sums over all rows.</param>
/// <param name="Partitions">The sums of each value of the split column; null of a project that is not partitioned.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record FitSource(SufficientStatistics Statistics, PartitionedStatistics? Partitions = null)
{
    /// <summary>The source of a project that has nothing but sums.</summary>
    /// <param name="statistics">The sums.</param>
    public static implicit operator FitSource(SufficientStatistics statistics) => ToFitSource(statistics);

    /// <summary>The source of a project that has nothing but sums.</summary>
    /// <param name="statistics">The sums.</param>
    /// <returns>The source.</returns>
    public static FitSource ToFitSource(SufficientStatistics statistics) => new(statistics);
}
