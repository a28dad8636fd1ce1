using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>The correlations of some attributes, for what is decomposed.</summary>
internal static class CorrelationMatrix
{
    /// <summary>Pearson's correlations in double-double, each over the rows in which both attributes are present; as <c>bi</c> has them pair by pair.</summary>
    /// <returns>NaN where an attribute is constant, on the diagonal too, and where no row has both.</returns>
    public static SymmetricMatrix Pairwise(SufficientStatistics statistics, ImmutableArray<int> attributes, CancellationToken cancellationToken)
    {
        SymmetricMatrix matrix = statistics.CovarianceMatrix(attributes.AsSpan(), cancellationToken);
        bool[] complete = [.. attributes.Select(i => statistics.Univariate(i).Count == statistics.Rows)];
        DoubleDouble[] deviations = [.. attributes.Select((_, k) => matrix[k, k] > 0 ? DoubleDouble.Sqrt(matrix[k, k]) : DoubleDouble.NaN)];
        for (int row = 0; row < attributes.Length; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int column = 0; column <= row; column++)
            {
                matrix[row, column] = complete[row] && complete[column]
                    ? matrix[row, column] / (deviations[row] * deviations[column])
                    : statistics.Bivariate(attributes[row], attributes[column]).PreciseCorrelation;
            }
        }

        return matrix;
    }

    /// <summary>The same, to be decomposed.</summary>
    /// <returns>
    /// Ones on the diagonal. 0 where an attribute is constant or without a value, and where no row has both: nothing tells that they go together. With missing
    /// values the matrix may be indefinite.
    /// </returns>
    public static SymmetricMatrix Of(SufficientStatistics statistics, ImmutableArray<int> attributes, CancellationToken cancellationToken)
    {
        SymmetricMatrix matrix = Vectors.ClearUndefined(Pairwise(statistics, attributes, cancellationToken));
        for (int row = 0; row < matrix.Size; row++)
        {
            matrix[row, row] = 1;
        }

        return matrix;
    }
}
