using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Models;

namespace Fusion.Contracts.Protocols;

/// <summary>What every project answers from its statistics beside the metrics of <see cref="ProjectProtocol.Explore"/>.</summary>
public static class ExplorationProtocol
{
    /// <summary>A question that is computed from the statistics alone, in steps. A fusion project refreshes first.</summary>
    public interface IQuestion : ProjectProtocol.IQuery;

    /// <summary>Asks for variance inflation factors, one map for each context.</summary>
    public sealed record GetVarianceInflation(ProjectId ProjectId, ImmutableArray<MlContext> Contexts) : IQuestion;

    /// <summary>Asks for singular values of the covariance matrix.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="Contexts">The attributes; the maps of all contexts follow one another.</param>
    /// <param name="Selecting">Whether dependent attributes are taken out first.</param>
    public sealed record GetSingularValues(ProjectId ProjectId, ImmutableArray<MlContext> Contexts, bool Selecting) : IQuestion;

    /// <summary>Answers <see cref="GetVarianceInflation"/> and <see cref="GetSingularValues"/>: keys and texts.</summary>
    public sealed record TextsFound(ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> Maps) : IReply;

    /// <summary>Asks for principal components.</summary>
    public sealed record GetPrincipalComponents(ProjectId ProjectId, MlContext Context) : IQuestion;

    /// <summary>Answers <see cref="GetPrincipalComponents"/>.</summary>
    public sealed record PrincipalComponentsFound(PrincipalComponents Components) : IReply;

    /// <summary>Asks for a histogram for each context. The project must keep histograms.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="Contexts">An attribute each, or a condition and an attribute.</param>
    /// <param name="Conditional">Which of the two.</param>
    public sealed record GetDensities(ProjectId ProjectId, ImmutableArray<MlContext> Contexts, bool Conditional) : IQuestion;

    /// <summary>Answers <see cref="GetDensities"/>: one for each context, in this order.</summary>
    public sealed record DensitiesFound(ImmutableArray<Density> Densities) : IReply;

    /// <summary>Asks for a whole matrix.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="Metric">Which: an id of <see cref="AttributeMatrix"/>.</param>
    /// <param name="Context">The attributes.</param>
    public sealed record GetMatrix(ProjectId ProjectId, string Metric, MlContext Context) : IQuestion;

    /// <summary>Answers <see cref="GetMatrix"/>.</summary>
    public sealed record MatrixFound(AttributeMatrix Matrix) : IReply;

    /// <summary>Asks a question of the rows of an interval, from the snapshots that cells keep.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="Interval">Which rows.</param>
    /// <param name="Question">What is asked; not an interval again.</param>
    public sealed record Over(ProjectId ProjectId, Interval Interval, IQuestion Question) : IQuestion;

    /// <summary>Answers <see cref="Over"/>.</summary>
    /// <param name="Exact">The moments for which the answer is exact; of a fusion project the earliest of its cells'.</param>
    /// <param name="Answer">The answer to the question.</param>
    public sealed record AnsweredOver(Interval Exact, IReply Answer) : IReply;

    /// <summary>The results of a question over all cells of a fusion project but one.</summary>
    /// <param name="Cell">The cell that is left out.</param>
    /// <param name="Results">One result for each context, in this order.</param>
    public sealed record LeftOut(CellAddress Cell, ImmutableArray<ImmutableArray<KeyValuePair<string, double>>> Results);
}
