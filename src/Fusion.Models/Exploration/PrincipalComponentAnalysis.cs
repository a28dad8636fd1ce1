using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Principal components: eigenvalues and eigenvectors of the correlation or covariance matrix.</summary>
/// <remarks>
/// Correlations by default, so that the eigenvalues add up to the number of attributes that vary; a constant attribute takes no part and adds an eigenvalue 0.
/// Eigenvalues are right to about 10⁻¹⁵ of the largest; what rounding leaves of 0 is answered as 0. Cost p³: a second at 500 attributes.
/// </remarks>
public static class PrincipalComponentAnalysis
{
    /// <summary>Largest number of vectors answered.</summary>
    public const int MaxVectors = 100;

    private static readonly ParameterInfo Dimensions = new(
        "pcaNumDimension", ParameterType.WholeNumber, "100", $"Largest number of components; more than {MaxVectors} count as {MaxVectors}.")
    { Minimum = 1 };

    private static readonly ParameterInfo Covariance = new(
        "pcaUseCovariance", ParameterType.Boolean, "false", "Decomposes covariances instead of correlations.");

    private static readonly ParameterInfo Explained = new(
        "explainedCovariance", ParameterType.Number, "1", "Answers the fewest components whose eigenvalues have this share of the sum, above 0; 1 is all.")
    {
        Minimum = double.Epsilon,
        Maximum = 1,
    };

    /// <summary>The parameters that a request may give.</summary>
    public static ImmutableArray<ParameterInfo> Parameters { get; } = [Dimensions, Covariance, Explained];

    /// <summary>Computes the components.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The attributes; all when it names none.</param>
    /// <param name="cancellationToken">Gives up between attributes.</param>
    /// <returns>The components.</returns>
    /// <exception cref="InvalidRequestException">An attribute does not exist, or a parameter is wrong.</exception>
    public static PrincipalComponents Compute(SufficientStatistics statistics, MlContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(context);
        double share = Explained.ReadNumber(context);
        int limit = (int)Math.Min(Dimensions.ReadNumber(context), MaxVectors);
        AnalysisInputs inputs = AnalysisInputs.Read(statistics.Schema, context, "explorepca");
        Spectrum spectrum = Spectrum.Of(MatrixOf(statistics, inputs.Indexes, Covariance.ReadBoolean(context), cancellationToken));
        double[] values = [.. spectrum.Values.Select(value => Math.Abs(value) <= spectrum.Noise ? 0 : value)];
        int count = Math.Min(limit, CountExplaining(values, share));
        return new PrincipalComponents(
            inputs.Names(statistics.Schema),
            [.. values.Take(count)],
            [.. Enumerable.Range(0, count).Select(k => Enumerable.Range(0, values.Length).Select(i => spectrum.Vectors[i, k]).ToImmutableArray())],
            values.Sum());
    }

    /// <summary>The fewest leading values that reach a share of the sum, at least one; all for a share of 1.</summary>
    private static int CountExplaining(double[] values, double share)
    {
        double wanted = share * values.Sum() * (1 - 1e-14), reached = values[0];
        int count = 1;
        while (count < values.Length && (share == 1 || reached < wanted))
        {
            reached += values[count++];
        }

        return count;
    }

    private static double[,] MatrixOf(SufficientStatistics statistics, ImmutableArray<int> attributes, bool covariances, CancellationToken cancellationToken)
    {
        SymmetricMatrix matrix = covariances
            ? Vectors.ClearUndefined(statistics.CovarianceMatrix(attributes.AsSpan(), cancellationToken))
            : CorrelationMatrix.Of(statistics, attributes, cancellationToken);
        for (int i = 0; i < attributes.Length && !covariances; i++)
        {
            if (!(statistics.Univariate(attributes[i]).Variance > 0))
                matrix[i, i] = 0;
        }

        return matrix.ToDouble();
    }
}
