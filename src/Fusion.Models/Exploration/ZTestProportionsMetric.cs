using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Whether the shares of ones of two binary attributes differ: z = (p₁ − p₂)/√(p(1 − p)(1/n₁ + 1/n₂)) with the pooled share p; two-sided.</summary>
/// <remarks>Equal to <c>prop.test(correct = FALSE)</c> of R, whose χ² is z². No values: NaN. All zeros or all ones: z 0, p 1.</remarks>
internal sealed class ZTestProportionsMetric() : ExploreMetric("ztestp", "Whether two proportions differ.")
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        ImmutableArray<int> inputs = [.. FirstInputs(statistics.Schema, context, 2)];
        TestInputs.RequireBinary(Id, statistics.Schema, inputs, "compare proportions");
        (Sample first, Sample second) = (Sample.Of(statistics, inputs[0]), Sample.Of(statistics, inputs[1]));
        DoubleDouble n1 = first.Count, n2 = second.Count;
        DoubleDouble pooled = ((first.Mean * n1) + (second.Mean * n2)) / (n1 + n2);
        double z = Ratio.Of(first.Mean - second.Mean, pooled * (1 - pooled) * ((1 / n1) + (1 / n2)));
        yield return ("z", z);
        yield return ("zp", Normal.TwoSided(z));
    }
}
