using Fusion.Models.Modelling;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>One class of a partition project, its attributes in the order of the coefficients.</summary>
/// <param name="Name">The value of the split column.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Prior">Its share of the rows of all classes.</param>
/// <param name="Means">The mean of each input.</param>
/// <param name="Covariances">Population covariances.</param>
/// <param name="PairCounts">The number of rows behind each covariance, packed as the lower triangle.</param>
internal sealed record PartitionClass(string Name, long Rows, double Prior, DoubleDouble[] Means, SymmetricMatrix Covariances, long[] PairCounts)
{
    /// <summary>Reads a class.</summary>
    /// <exception cref="FitException">It has no row with a value of an input, or of two inputs together.</exception>
    public static PartitionClass Of(FitProblem problem, string name, SufficientStatistics part, double prior)
    {
        int[] indexes = [.. problem.Names.Select(input => part.Schema.IndexOf(input))];
        for (int k = 0; k < indexes.Length; k++)
        {
            if (indexes[k] < 0 || part.Univariate(indexes[k]).Count <= 0)
                throw new FitException($"No row of class '{name}' has a value of '{problem.Names[k]}'.");
        }

        SymmetricMatrix covariances = part.CovarianceMatrix(indexes, problem.Cancellation);
        var counts = new long[indexes.Length * (indexes.Length + 1) / 2];
        for (int i = 0, next = 0; i < indexes.Length; i++)
        {
            for (int j = 0; j <= i; j++, next++)
            {
                if (DoubleDouble.IsNaN(covariances[i, j]))
                    throw new FitException($"No row of class '{name}' has a value of both '{problem.Names[j]}' and '{problem.Names[i]}'.");
                counts[next] = part.PairCount(indexes[i], indexes[j]);
            }
        }

        return new PartitionClass(name, part.Rows, prior, [.. indexes.Select(i => part.Univariate(i).Mean)], covariances, counts);
    }
}
