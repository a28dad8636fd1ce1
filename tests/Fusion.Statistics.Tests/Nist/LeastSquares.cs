namespace Fusion.Statistics.Tests.Nist;

/// <summary>Ordinary least squares from statistics, in double-double: what a model does with the sums.</summary>
internal sealed class LeastSquares
{
    private const int RefinementSteps = 3;

    private LeastSquares(DoubleDouble[] coefficients, DoubleDouble[] standardErrors, DoubleDouble residualDeviation, DoubleDouble determination)
    {
        (Coefficients, StandardErrors, ResidualDeviation, Determination) = (coefficients, standardErrors, residualDeviation, determination);
    }

    /// <summary>The intercept, if any, then one for each input.</summary>
    public DoubleDouble[] Coefficients { get; }

    public DoubleDouble[] StandardErrors { get; }

    public DoubleDouble ResidualDeviation { get; }

    /// <summary>R².</summary>
    public DoubleDouble Determination { get; }

    /// <summary>Fits with an intercept, from covariances.</summary>
    /// <param name="moments">Moments of the target, which comes first, and the inputs.</param>
    public static LeastSquares WithIntercept(JointMoments moments)
    {
        int p = moments.Size - 1;
        DoubleDouble n = moments.Count;
        ScaledCholesky factor = Factor(moments.Covariance);
        DoubleDouble[] slopes = Refine(moments, factor, factor.Solve(Column(moments.Covariance)));
        ResidualMoments residual = moments.Residual(slopes);
        DoubleDouble variance = residual.Variance * n / (n - p - 1);
        DoubleDouble[] means = moments.Means[1..];
        SymmetricMatrix inverse = factor.Inverse();
        DoubleDouble[] variances = [1 + Dot(means, factor.Solve(means)), .. Enumerable.Range(0, p).Select(i => inverse[i, i])];
        return new LeastSquares(
            [residual.Mean, .. slopes],
            [.. variances.Select(value => DoubleDouble.Sqrt(value * variance / n))],
            DoubleDouble.Sqrt(variance),
            1 - (residual.Variance / moments.Covariance[0, 0]));
    }

    /// <summary>Fits through the origin, from sums of products, which are not centred.</summary>
    /// <param name="statistics">The target, then the inputs.</param>
    public static LeastSquares ThroughOrigin(SufficientStatistics statistics)
    {
        int p = statistics.Schema.Count - 1;
        var products = new SymmetricMatrix(p + 1);
        for (int i = 0; i <= p; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                products[i, j] = statistics.Bivariate(i, j).SumXY;
            }
        }

        ScaledCholesky factor = Factor(products);
        DoubleDouble[] slopes = factor.Solve(Column(products));
        SymmetricMatrix inverse = factor.Inverse();
        DoubleDouble explained = Dot(slopes, Column(products));
        DoubleDouble residual = (products[0, 0] - explained) / (statistics.Rows - p);
        return new LeastSquares(
            slopes,
            [.. Enumerable.Range(0, p).Select(i => DoubleDouble.Sqrt(inverse[i, i] * residual))],
            DoubleDouble.Sqrt(residual),
            explained / products[0, 0]);
    }

    /// <summary>Corrects coefficients by what is left to explain, which is exact, so every step gains as many digits as the factor is good for.</summary>
    private static DoubleDouble[] Refine(JointMoments moments, ScaledCholesky factor, DoubleDouble[] slopes)
    {
        for (int step = 0; step < RefinementSteps; step++)
        {
            DoubleDouble[] correction = factor.Solve([.. moments.Residual(slopes).Covariances]);
            slopes = [.. slopes.Zip(correction, (slope, change) => slope + change)];
        }

        return slopes;
    }

    /// <summary>Factors the part of the inputs.</summary>
    private static ScaledCholesky Factor(SymmetricMatrix moments)
    {
        var inputs = new SymmetricMatrix(moments.Size - 1);
        for (int i = 0; i < inputs.Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                inputs[i, j] = moments[i + 1, j + 1];
            }
        }

        return ScaledCholesky.TryFactor(inputs) ?? throw new InvalidOperationException("The inputs are collinear.");
    }

    private static DoubleDouble[] Column(SymmetricMatrix moments) => [.. Enumerable.Range(1, moments.Size - 1).Select(i => moments[i, 0])];

    private static DoubleDouble Dot(DoubleDouble[] left, DoubleDouble[] right) =>
        left.Zip(right).Aggregate((DoubleDouble)0, (sum, pair) => sum + (pair.First * pair.Second));
}
