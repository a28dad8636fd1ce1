using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Covariance and correlation of x and y, and x weighted by y, over the rows in which both are present; divisor n.</summary>
/// <remarks>
/// <para>For a binary y the conditional numbers are count, sum, mean and population variance of x where y = 1. For a continuous y they are what the
/// same formulas give; the variance is NaN when the statistics do not carry Σ(xy)².</para>
/// <para>A constant attribute: covariance 0, correlation NaN. Never present together: count 0, the rest NaN. Σy = 0: conditional mean and variance NaN.
/// Σy up to 1: no interval (NaN).</para>
/// </remarks>
internal sealed class BivariateMetric() : ExploreMetric("bi", "Covariance and correlation of two attributes, and the first given the second.")
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        int[] inputs = FirstInputs(statistics.Schema, context, 2);
        BivariateMoments moments = statistics.Bivariate(inputs[0], inputs[1]);
        ConditionalMoments given = statistics.Conditional(inputs[0], inputs[1]);
        (double count, double mean, double variance) = ((double)given.Count, (double)given.Mean, (double)given.Variance);
        double deviation = Math.Sqrt(variance);
        double margin = count > 1 ? StudentT.Quantile975(count - 1) * deviation / Math.Sqrt(count) : double.NaN;
        yield return ("covar", (double)moments.Covariance);
        yield return ("linCorr", moments.Correlation);
        yield return ("condMean", mean);
        yield return ("condCount", count);
        yield return ("condVariance", variance);
        yield return ("condSum", (double)given.Sum);
        yield return ("condStddev", deviation);
        yield return ("biCi95Down", mean - margin);
        yield return ("biCi95Up", mean + margin);
    }
}
