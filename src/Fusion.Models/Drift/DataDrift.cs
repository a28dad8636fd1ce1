using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Drift;

/// <summary>How far the data of one project have moved from those of another: 0 for the same, 1 at most.</summary>
/// <remarks>
/// <para><see cref="MarginalStat"/>, an attribute at a time: the larger of 1 − p of Welch's t test (means) and 1 − p of the two-sided F test (variances); of
/// a binary attribute, whose variance follows from its mean, that of the t test alone.</para>
/// <para><see cref="MarginalNonStat"/>: where both sides count the attribute's values the area between the two distribution functions (Wasserstein's distance)
/// divided by the range of both together, which of a binary attribute is the difference of the shares; else d/(1 + d) with d = |Δmean|/√((v₀ + v₁)/2).</para>
/// <para><see cref="Global"/>: the mean of both. <see cref="PcaReconstructionError"/>: see <see cref="ReconstructionDrift"/>.</para>
/// <para>The score is the mean over the attributes, for the reconstruction error that of all attributes together. An attribute without enough rows on a
/// side is NaN and does not count in the mean.</para>
/// </remarks>
public static class DataDrift
{
    /// <summary>The metric of components.</summary>
    public const string PcaReconstructionError = "pca_reconstruction_error";

    /// <summary>The metric that takes both marginal ones together.</summary>
    public const string Global = "global";

    /// <summary>The metric of tests.</summary>
    public const string MarginalStat = "marginal_stat";

    /// <summary>The metric of distances.</summary>
    public const string MarginalNonStat = "marginal_non_stat";

    /// <summary>Compares two projects.</summary>
    /// <param name="context">The request.</param>
    /// <param name="baseline">What is normal.</param>
    /// <param name="analysis">What is compared with it.</param>
    /// <returns><c>driftScore</c>, then <c>{attribute}_drift</c> for each attribute.</returns>
    /// <exception cref="InvalidRequestException">The request is wrong.</exception>
    /// <exception cref="FitException">The data don't allow the comparison.</exception>
    public static ImmutableArray<KeyValuePair<string, double>> Measure(MlContext context, SufficientStatistics baseline, SufficientStatistics analysis)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(analysis);
        string metric = DriftRequest.Read(context).Metric;
        ImmutableArray<AttributeInfo> attributes = DriftRequest.Attributes(context, baseline.Schema, analysis.Schema);
        (double score, ImmutableArray<double> drifts) = metric == PcaReconstructionError
            ? ReconstructionDrift.Measure(attributes, baseline, analysis)
            : Marginal(metric, attributes, baseline, analysis);
        return [new("driftScore", score), .. attributes.Select((attribute, k) => KeyValuePair.Create($"{attribute.Name}_drift", drifts[k]))];
    }

    private static (double Score, ImmutableArray<double> Drifts) Marginal(
        string metric, ImmutableArray<AttributeInfo> attributes, SufficientStatistics baseline, SufficientStatistics analysis)
    {
        ImmutableArray<double> drifts = [.. attributes.Select(attribute =>
            Marginal(metric, new MarginalDrift(attribute, baseline, analysis)))];
        return (drifts.Where(drift => !double.IsNaN(drift)).DefaultIfEmpty(double.NaN).Average(), drifts);
    }

    private static double Marginal(string metric, MarginalDrift drift) => metric switch
    {
        MarginalStat => drift.ByTests(),
        MarginalNonStat => drift.ByDistance(),
        _ => (drift.ByTests() + drift.ByDistance()) / 2,
    };
}
