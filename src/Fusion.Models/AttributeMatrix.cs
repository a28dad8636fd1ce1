using System.Collections.Immutable;
using Fusion.Models.Exploration;
using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>A symmetric matrix of numbers over attributes.</summary>
/// <param name="Attributes">The p attributes of its rows and columns.</param>
/// <param name="Lower">The p(p + 1)/2 elements on and below the diagonal, row by row.</param>
public sealed record AttributeMatrix(ImmutableArray<string> Attributes, ImmutableArray<double> Lower)
{
    /// <summary>The id under which a request asks for correlations.</summary>
    public const string Correlations = "corrmatrix";

    /// <summary>The id under which a request asks for covariances.</summary>
    public const string Covariances = "covmatrix";

    /// <summary>One element.</summary>
    /// <param name="row">Row, 0-based.</param>
    /// <param name="column">Column, 0-based.</param>
    public double this[int row, int column] => row >= column ? Lower[(row * (row + 1) / 2) + column] : this[column, row];

    /// <summary>Whether a metric is a whole matrix.</summary>
    /// <param name="metric">The id of a metric.</param>
    /// <returns>True for the two ids of matrices.</returns>
    public static bool IsMetric(string? metric) => metric is Correlations or Covariances;

    /// <summary>Computes Pearson's correlations, or population covariances; each over the rows in which both attributes are present.</summary>
    /// <param name="metric">Which.</param>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The attributes; all when it names none.</param>
    /// <param name="cancellationToken">Gives up between attributes.</param>
    /// <returns>The same numbers as <c>bi</c> answers pair by pair, NaN included: no row with both, or correlations of a constant.</returns>
    /// <exception cref="InvalidRequestException">An attribute does not exist.</exception>
    public static AttributeMatrix Compute(
        string metric, SufficientStatistics statistics, MlContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(context);
        AnalysisInputs inputs = AnalysisInputs.Read(statistics.Schema, context, metric);
        SymmetricMatrix matrix = metric == Correlations
            ? CorrelationMatrix.Pairwise(statistics, inputs.Indexes, cancellationToken)
            : statistics.CovarianceMatrix(inputs.Indexes.AsSpan(), cancellationToken);
        ImmutableArray<double>.Builder lower = ImmutableArray.CreateBuilder<double>(matrix.Size * (matrix.Size + 1) / 2);
        for (int row = 0; row < matrix.Size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double element = (double)matrix[row, column];
                lower.Add(metric == Correlations ? Math.Clamp(element, -1, 1) : element);
            }
        }

        return new AttributeMatrix(inputs.Names(statistics.Schema), lower.MoveToImmutable());
    }
}
