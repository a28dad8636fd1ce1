using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Whether a mean is a known one: t = (m − μ)/√(s²/n) with n − 1 degrees of freedom; p two-sided.</summary>
/// <remarks>
/// Equal to <c>t.test(mu = μ)</c> of R and <c>scipy.stats.ttest_1samp</c>. Fewer than two values: NaN. No variance: t 0 and p 1 where the mean is μ, else
/// ±∞ and 0.
/// </remarks>
internal sealed class TTestMeanMetric() : ExploreMetric("ttestmu", "Whether a mean is a known value.")
{
    private static readonly ParameterInfo Known = new("sml_explore_ttest_known_mu", ParameterType.Number, null, "The mean to compare with.");

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => [Known];

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        Sample sample = Sample.Of(statistics, FirstInputs(statistics.Schema, context, 1)[0]);
        double t = Ratio.Of(sample.Mean - Known.ReadNumber(context), sample.UnbiasedVariance / sample.Count);
        yield return ("t", t);
        yield return ("tp", StudentT.TwoSided(t, sample.Count - 1));
    }
}
