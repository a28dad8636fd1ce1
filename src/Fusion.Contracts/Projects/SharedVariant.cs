using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Contracts.Projects;

/// <summary>What a project tells a fusion beside its statistics: how rows become attributes there, and what else it counts. No rows.</summary>
/// <param name="Parameters">Its <see cref="LearningOptions.Shared"/> parameters.</param>
/// <param name="Partitions">The statistics of each value of the split column; null without one.</param>
/// <param name="Runs">The count of each run of tokens; null where none are counted.</param>
public sealed record SharedVariant(
    ImmutableSortedDictionary<string, string> Parameters,
    ImmutableSortedDictionary<string, SufficientStatistics>? Partitions,
    ImmutableSortedDictionary<string, long>? Runs);
