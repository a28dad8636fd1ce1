using Fusion.Contracts.Projects;
using Fusion.Statistics;

namespace Fusion.Actors.Projects;

/// <summary>What exploration reads: a project at one moment.</summary>
/// <param name="Statistics">The statistics.</param>
/// <param name="Info">What the project says about itself.</param>
internal sealed record Evidence(SufficientStatistics Statistics, ProjectInfo Info);
