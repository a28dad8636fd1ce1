using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Statistics;

namespace Fusion.Actors.Projects;

/// <summary>What exploration reads: a project at one moment, or the rows of an interval.</summary>
/// <param name="Statistics">The statistics.</param>
/// <param name="Info">What the project says about itself, now.</param>
/// <param name="Cells">Of a fusion project: what each cell adds to the statistics.</param>
/// <param name="Prefixes">Of a cell that keeps snapshots: its statistics at earlier moments, oldest first.</param>
/// <param name="Exact">Of an interval: the moments for which the statistics are exact; null for now.</param>
internal sealed record Evidence(
    SufficientStatistics Statistics,
    ProjectInfo Info,
    ImmutableArray<(CellAddress Cell, SufficientStatistics Statistics)> Cells,
    ImmutableArray<PrefixSnapshot> Prefixes,
    Interval? Exact = null);
