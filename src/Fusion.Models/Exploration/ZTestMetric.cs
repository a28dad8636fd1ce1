using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Whether two means differ, by the normal distribution: z = (m₁ − m₂)/√(v₁/n₁ + v₂/n₂), p two-sided.</summary>
/// <remarks>
/// The variances have divisor n, as the documented answer has them. Equal to <c>BSDA::z.test</c> with these variances. A sample without values: NaN. Both
/// without
/// variance: z 0 and p 1 for equal means, else ±∞ and 0.
/// </remarks>
internal sealed class ZTestMetric() : ExploreMetric("ztest", "Whether two means differ, for large samples.")
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        (Sample first, Sample second) = TestInputs.TwoSamples(Id, statistics, context);
        double z = Ratio.Of(first.Mean - second.Mean, (first.Variance / first.Count) + (second.Variance / second.Count));
        yield return ("zn1", first.Count);
        yield return ("zn2", second.Count);
        yield return ("zm1", (double)first.Mean);
        yield return ("zm2", (double)second.Mean);
        yield return ("zs1", (double)first.Variance);
        yield return ("zs2", (double)second.Variance);
        yield return ("z", z);
        yield return ("zp", Normal.TwoSided(z));
    }
}
