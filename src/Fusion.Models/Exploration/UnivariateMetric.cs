using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Moments of one attribute, over the rows in which it is present; variance and standard deviation have divisor n.</summary>
/// <remarks>
/// <para>n = 0: every number but the count is NaN. n = 1: no margin of error (NaN). n below 3: no skewness; below 4: no kurtosis (NaN). A constant
/// attribute: variance, standard deviation, standard error and margin 0; skewness and kurtosis NaN.</para>
/// <para>With histograms <c>min</c>, <c>max</c> and <c>median</c> are answered too, NaN when n = 0. While value counts are exact, so are all three, after
/// forgetting too. Counted by bucket, the median is within 2^-8, 0.4 %, of the middle values; extremes are exact when nothing was forgotten, else
/// within 0.8 %. Where values are not counted, extremes are bounds of all values ever learned, and there is no key <c>median</c>.</para>
/// </remarks>
internal sealed class UnivariateMetric() : ExploreMetric("uni", "Count, moments and precision of the mean of one attribute.")
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        int input = FirstInputs(statistics.Schema, context, 1)[0];
        UnivariateMoments moments = statistics.Univariate(input);
        double n = moments.Count;
        double deviation = (double)DoubleDouble.Sqrt(moments.Variance);
        double standardError = (double)DoubleDouble.Sqrt(moments.Variance / n);
        yield return ("count", n);
        yield return ("mean", (double)moments.Mean);
        yield return ("variance", (double)moments.Variance);
        yield return ("stddev", deviation);
        yield return ("skewness", Skewness(n, moments));
        yield return ("kurtosis", Kurtosis(n, moments));
        yield return ("stderr", standardError);
        yield return ("meanMarginErrorC95", n > 1 ? StudentT.Quantile975(n - 1) * standardError : double.NaN);
        if (!options.Histogram)
            yield break;
        ValueCounts? values = statistics.HasValueCounts ? statistics.Values(input) : null;
        yield return ("min", values is null ? moments.Min : Extremes.Outermost(values, values.Min, moments.Min));
        yield return ("max", values is null ? moments.Max : Extremes.Outermost(values, values.Max, moments.Max));
        if (values is not null)
            yield return ("median", values.Median);
    }

    /// <summary>n²/((n−1)(n−2)) · m₃/m₂^1.5: the unbiased form, but about the population deviation, as the documented answer has it.</summary>
    private static double Skewness(double n, UnivariateMoments moments)
    {
        if (n < 3 || !(moments.Variance > 0))
            return double.NaN;
        DoubleDouble deviation = DoubleDouble.Sqrt(moments.Variance);
        return n / (n - 1) * (n / (n - 2)) * (double)(moments.ThirdCentral / (moments.Variance * deviation));
    }

    /// <summary>Unbiased excess kurtosis: (n−1)/((n−2)(n−3)) · ((n+1)·(m₄/m₂² − 3) + 6).</summary>
    private static double Kurtosis(double n, UnivariateMoments moments)
    {
        if (n < 4 || !(moments.Variance > 0))
            return double.NaN;
        double excess = (double)((moments.FourthCentral / (moments.Variance * moments.Variance)) - 3);
        return (n - 1) / (n - 2) / (n - 3) * (((n + 1) * excess) + 6);
    }
}
