using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Whether two variances differ: f = s₁²/s₂² with n − 1 degrees of freedom each; p two-sided, twice the smaller tail.</summary>
/// <remarks>Equal to <c>var.test</c> of R. Fewer than two values in a sample, or no variance in both: NaN. No variance in the second: ∞ and 0.</remarks>
internal sealed class FTestMetric() : ExploreMetric("ftest", "Whether two variances differ.")
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        (Sample first, Sample second) = TestInputs.TwoSamples(Id, statistics, context);
        (DoubleDouble v1, DoubleDouble v2) = (first.UnbiasedVariance, second.UnbiasedVariance);
        double f = v2 == 0 ? (v1 > 0 ? double.PositiveInfinity : double.NaN) : (double)(v1 / v2);
        yield return ("fn1", first.Count);
        yield return ("fn2", second.Count);
        yield return ("fm1", (double)first.Mean);
        yield return ("fm2", (double)second.Mean);
        yield return ("fs1", (double)v1);
        yield return ("fs2", (double)v2);
        yield return ("fdf1", first.Count - 1);
        yield return ("fdf2", second.Count - 1);
        yield return ("f", f);
        yield return ("fp", double.IsNaN(f) ? double.NaN : FisherF.TwoSided(f, first.Count - 1, second.Count - 1));
    }
}
