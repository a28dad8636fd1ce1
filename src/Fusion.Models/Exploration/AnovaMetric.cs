using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>One-way analysis of variance: whether the means of several groups differ.</summary>
/// <remarks>
/// <para>Groups are the values of at least two inputs, or those of one input where each of the targets, binary attributes, is 1; a category column stands
/// for its
/// dummies. SSb = Σ n_j(m_j − m)², SSw = Σ n_j·v_j with divisor n, F = (SSb/Dfb)/(SSw/Dfw), P its upper tail. Equal to <c>scipy.stats.f_oneway</c>.</para>
/// <para>Groups without values do not count; fewer than two with values: everything but the sums NaN. SSw = 0: F ∞ and P 0, both NaN if SSb is 0 too.</para>
/// </remarks>
internal sealed class AnovaMetric() : ExploreMetric("anova", "Whether the means of several groups differ.")
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        Sample[] groups = [.. Groups(statistics, context).Where(group => group.Count > 0)];
        (DoubleDouble between, DoubleDouble within) = SumsOfSquares(groups);
        double n = groups.Sum(group => group.Count);
        double dfb = groups.Length > 1 ? groups.Length - 1 : double.NaN, dfw = groups.Length > 1 ? n - groups.Length : double.NaN;
        double msb = (double)(between / dfb), msw = dfw > 0 ? (double)(within / dfw) : double.NaN;
        double f = within == 0 ? (between > 0 ? double.PositiveInfinity : double.NaN) : (double)(between / dfb / (within / dfw));
        f = dfw > 0 ? f : double.NaN;
        yield return ("SSb", (double)between);
        yield return ("SSw", (double)within);
        yield return ("Dfb", dfb);
        yield return ("Dfw", dfw);
        yield return ("MSb", msb);
        yield return ("MSw", msw);
        yield return ("F", f);
        yield return ("Ssgamma", (double)(between + within));
        yield return ("Dfgamma", dfb + dfw);
        yield return ("P", FisherF.UpperTail(f, dfb, dfw));
    }

    private IEnumerable<Sample> Groups(SufficientStatistics statistics, MlContext context)
    {
        (ImmutableArray<int> inputs, ImmutableArray<int> targets) = TestInputs.Attributes(statistics.Schema, context);
        if (targets.IsEmpty ? inputs.Length < 2 : inputs.Length != 1)
        {
            throw new InvalidRequestException(
                $"Metric '{Id}' needs at least two input attributes, or one input and binary targets; {TestInputs.Given(inputs, targets)}.");
        }

        TestInputs.RequireBinary(Id, statistics.Schema, targets, "form groups");
        return targets.IsEmpty
            ? inputs.Select(input => Sample.Of(statistics, input))
            : targets.Select(target => Sample.Of(statistics, inputs[0], target));
    }

    /// <summary>About the mean of the first group, so that equal means give exactly 0.</summary>
    private static (DoubleDouble Between, DoubleDouble Within) SumsOfSquares(Sample[] groups)
    {
        DoubleDouble n = 0, sum = 0, squares = 0, within = 0;
        foreach (Sample group in groups)
        {
            DoubleDouble distance = group.Mean - groups[0].Mean;
            n += group.Count;
            sum += group.Count * distance;
            squares += group.Count * distance * distance;
            within += group.Count * group.Variance;
        }

        return (groups.Length == 0 ? DoubleDouble.NaN : squares - (sum * sum / n), within);
    }
}
