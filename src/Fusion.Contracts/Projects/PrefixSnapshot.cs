using Fusion.Statistics;

namespace Fusion.Contracts.Projects;

/// <summary>The statistics of a cell as they were for a while.</summary>
/// <param name="From">Since when: the commit that made them.</param>
/// <param name="Until">Until when at least; later the next commit may have come.</param>
/// <param name="Statistics">The statistics: the sums of all rows up to then.</param>
public sealed record PrefixSnapshot(DateTimeOffset From, DateTimeOffset Until, SufficientStatistics Statistics);
