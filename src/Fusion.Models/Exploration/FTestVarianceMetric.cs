using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>
/// Whether a variance is a known one: f = s²/σ², and (n − 1)·f follows χ² with n − 1 degrees of freedom; p two-sided, twice the smaller tail.
/// </summary>
/// <remarks>Equal to <c>EnvStats::varTest</c> of R. Fewer than two values: NaN. No variance: f 0, p 0.</remarks>
internal sealed class FTestVarianceMetric() : ExploreMetric("ftestmu", "Whether a variance is a known value.")
{
    private static readonly ParameterInfo Known = new("sml_explore_ftest_known_sigma", ParameterType.Number, null, "The variance to compare with.")
    {
        Minimum = double.Epsilon,
    };

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => [Known];

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        Sample sample = Sample.Of(statistics, FirstInputs(statistics.Schema, context, 1)[0]);
        double degrees = sample.Count - 1;
        DoubleDouble f = sample.UnbiasedVariance / Known.ReadNumber(context);
        yield return ("f", (double)f);
        yield return ("fp", ChiSquared.TwoSided((double)(f * degrees), degrees));
    }
}
