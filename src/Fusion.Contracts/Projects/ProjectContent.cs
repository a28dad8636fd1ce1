using System.Collections.Immutable;
using Fusion.Models;
using Fusion.Statistics;

namespace Fusion.Contracts.Projects;

/// <summary>All that a project has learned and built: what an export carries.</summary>
/// <param name="Settings">As created.</param>
/// <param name="Statistics">The sums.</param>
/// <param name="CategoryColumns">Category columns seen, also those without a value yet.</param>
/// <param name="Models">The models.</param>
/// <param name="Condition">Freeze flag and histogram window; the name stays behind.</param>
/// <param name="Variant">What is kept beside the sums; null for nothing.</param>
public sealed record ProjectContent(
    ProjectSettings Settings,
    SufficientStatistics Statistics,
    ImmutableArray<string> CategoryColumns,
    ImmutableArray<FittedModel> Models,
    ProjectCondition Condition,
    CellVariant? Variant = null);
