using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Whether a mean is a known one, by the normal distribution: z = (m − μ)/√(v/n), v with divisor n; p two-sided.</summary>
/// <remarks>No value: NaN. No variance: z 0 and p 1 where the mean is μ, else ±∞ and 0.</remarks>
internal sealed class ZTestMeanMetric() : ExploreMetric("ztestmu", "Whether a mean is a known value, for large samples.")
{
    private static readonly ParameterInfo Known = new("sml_explore_ztest_known_mu", ParameterType.Number, null, "The mean to compare with.");

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => [Known];

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        Sample sample = Sample.Of(statistics, FirstInputs(statistics.Schema, context, 1)[0]);
        double z = Ratio.Of(sample.Mean - Known.ReadNumber(context), sample.Variance / sample.Count);
        yield return ("z", z);
        yield return ("zp", Normal.TwoSided(z));
    }
}
