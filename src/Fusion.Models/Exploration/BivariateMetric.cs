using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Covariance and correlation of x and y, and x weighted by y, over the rows in which both are present; divisor n.</summary>
/// <remarks>
/// <para>For a binary y the conditional numbers are count, sum, mean and population variance of x where y = 1. For a continuous y they are what the
/// same formulas give; the variance is NaN when the statistics do not carry Σ(xy)².</para>
/// <para>A constant attribute: covariance 0, correlation NaN. Never present together: count 0, the rest NaN. Σy = 0: conditional mean and variance NaN.
/// Σy up to 1: no interval (NaN).</para>
/// <para>With <c>need_bi_conditional_mmm</c> also extremes and median of x over the rows where y is not 0. They need counted values, and a y that is binary, or
/// never 0 and never missing where x has a value; else they are NaN, as with more than <see cref="SufficientStatistics.MaxConditionalPairs"/> pairs.</para>
/// </remarks>
internal sealed class BivariateMetric() : ExploreMetric("bi", "Covariance and correlation of two attributes, and the first given the second.")
{
    private static readonly ParameterInfo Outermost = new(
        "need_bi_conditional_mmm", ParameterType.Boolean, "false", "Answers condMin, condMax and condMedian too; they need histograms.");

    // All other keys are answered always, so these change nothing.
    private static readonly ParameterInfo Conditional = new("need_bi_conditional", ParameterType.Boolean, "true", "Conditional keys; answered always.");
    private static readonly ParameterInfo Interval = new("need_bi_conditional_ci95", ParameterType.Boolean, "true", "The interval; answered always.");

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => [Conditional, Outermost, Interval];

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
        if (!Outermost.ReadBoolean(context))
            yield break;
        ValueCounts? values = options.Histogram ? statistics.ConditionalValues(inputs[0], inputs[1]) : null;
        yield return ("condMin", values?.Min ?? double.NaN);
        yield return ("condMax", values?.Max ?? double.NaN);
        yield return ("condMedian", values?.Median ?? double.NaN);
    }
}
