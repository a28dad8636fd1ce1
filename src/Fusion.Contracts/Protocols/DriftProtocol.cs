using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Models;

namespace Fusion.Contracts.Protocols;

/// <summary>What every project answers about how far data have moved from its own.</summary>
public static class DriftProtocol
{
    /// <summary>Compares a project with this one, its baseline. Fusion projects on either side refresh first.</summary>
    /// <param name="ProjectId">The baseline.</param>
    /// <param name="Analysis">The project compared with it; null for the baseline's embedded rolling window.</param>
    /// <param name="Context">Metric and attributes.</param>
    public sealed record MeasureDrift(ProjectId ProjectId, ProjectEntry? Analysis, MlContext Context) : ProjectProtocol.IQuery;

    /// <summary>Answers <see cref="MeasureDrift"/>: the score, then the drift of each attribute.</summary>
    public sealed record DriftMeasured(ImmutableArray<KeyValuePair<string, double>> Result) : IReply;
}
