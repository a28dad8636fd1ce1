using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>The correlations of some attributes, for what is decomposed.</summary>
internal static class CorrelationMatrix
{
    /// <summary>Pearson's correlations in double-double, each over the rows in which both attributes are present.</summary>
    /// <returns>
    /// Ones on the diagonal. 0 where an attribute is constant or without a value, and where no row has both: nothing tells that they go together. With missing
    /// values the matrix may be indefinite.
    /// </returns>
    public static SymmetricMatrix Of(SufficientStatistics statistics, ImmutableArray<int> attributes, CancellationToken cancellationToken)
    {
        var matrix = new SymmetricMatrix(attributes.Length);
        for (int i = 0; i < attributes.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            matrix[i, i] = 1;
            for (int j = 0; j < i; j++)
            {
                DoubleDouble correlation = statistics.Bivariate(attributes[i], attributes[j]).PreciseCorrelation;
                matrix[i, j] = DoubleDouble.IsNaN(correlation) ? 0 : correlation;
            }
        }

        return matrix;
    }
}
