using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>
/// Whether two means differ, by Student's t: with pooled variances (t, tdf, tp) and after Welch with unequal ones (tu, tdfu, tpu); p two-sided.
/// </summary>
/// <remarks>
/// Variances have divisor n − 1; tdfu is Welch's and Satterthwaite's. Equal to <c>t.test</c> of R and <c>scipy.stats.ttest_ind</c>. Fewer than two values in a
/// sample: NaN. Both without variance: t 0 and p 1 for equal means, else ±∞ and 0; tdfu NaN.
/// </remarks>
internal sealed class TTestMetric() : ExploreMetric("ttest", "Whether two means differ.")
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        (Sample first, Sample second) = TestInputs.TwoSamples(Id, statistics, context);
        (DoubleDouble n1, DoubleDouble n2) = (first.Count, second.Count);
        (DoubleDouble v1, DoubleDouble v2) = (first.UnbiasedVariance, second.UnbiasedVariance);
        (DoubleDouble e1, DoubleDouble e2) = (v1 / n1, v2 / n2);
        DoubleDouble pooled = (((n1 - 1) * v1) + ((n2 - 1) * v2)) / (n1 + n2 - 2);
        double degrees = first.Count + second.Count - 2;
        double welch = (double)((e1 + e2) * (e1 + e2) / ((e1 * e1 / (n1 - 1)) + (e2 * e2 / (n2 - 1))));
        double t = Ratio.Of(first.Mean - second.Mean, pooled * ((1 / n1) + (1 / n2)));
        double unequal = Ratio.Of(first.Mean - second.Mean, e1 + e2);
        yield return ("tn1", first.Count);
        yield return ("tn2", second.Count);
        yield return ("tm1", (double)first.Mean);
        yield return ("tm2", (double)second.Mean);
        yield return ("ts1", (double)v1);
        yield return ("ts2", (double)v2);
        yield return ("t", t);
        yield return ("tdf", degrees);
        yield return ("tp", StudentT.TwoSided(t, degrees));
        yield return ("tu", unequal);
        yield return ("tdfu", welch);
        yield return ("tpu", StudentT.TwoSided(unequal, e1 + e2 == 0 ? degrees : welch)); // without variance the tail does not depend on them
    }
}
