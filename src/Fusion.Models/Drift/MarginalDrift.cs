using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Drift;

/// <summary>How far one attribute has moved between two projects.</summary>
internal sealed class MarginalDrift
{
    private readonly bool _binary;
    private readonly UnivariateMoments _before;
    private readonly UnivariateMoments _after;
    private readonly ValueCounts? _countsBefore;
    private readonly ValueCounts? _countsAfter;

    /// <summary>Reads the attribute on both sides.</summary>
    public MarginalDrift(AttributeInfo attribute, SufficientStatistics baseline, SufficientStatistics analysis)
    {
        _binary = attribute.Kind == AttributeKind.Binary;
        int before = baseline.Schema.IndexOf(attribute.Name), after = analysis.Schema.IndexOf(attribute.Name);
        if (baseline.Schema[before].Kind != analysis.Schema[after].Kind)
            throw new InvalidRequestException($"The attribute [{attribute.Name}] is continuous in one project and binary in the other");
        (_before, _after) = (baseline.Univariate(before), analysis.Univariate(after));
        (_countsBefore, _countsAfter) = (baseline.Values(before), analysis.Values(after));
    }

    private double Shift => Math.Abs((double)(_after.Mean - _before.Mean));

    /// <summary>The larger of 1 − p of Welch's t and of the F test; NaN below two rows on a side.</summary>
    public double ByTests()
    {
        if (!(_before.Count > 1 && _after.Count > 1))
            return double.NaN;
        double means = 1 - WelchP();
        return _binary ? means : Math.Max(means, 1 - FisherF.TwoSided(Unbiased(_before) / Unbiased(_after), _before.Count - 1, _after.Count - 1));
    }

    /// <summary>Wasserstein's distance over the range, or the shift of the mean in standard deviations brought below 1; NaN without rows on a side.</summary>
    public double ByDistance()
    {
        if (!(_before.Count > 0 && _after.Count > 0))
            return double.NaN;
        double counted = _countsBefore is { } before && _countsAfter is { } after ? Area(before, after) : double.NaN;
        if (!double.IsNaN(counted))
            return counted;
        double deviation = Math.Sqrt(((double)_before.Variance + (double)_after.Variance) / 2);
        return Shift == 0 ? 0 : Shift / (deviation + Shift);
    }

    private static double Unbiased(in UnivariateMoments moments) => (double)moments.Variance * moments.Count / (moments.Count - 1);

    private double WelchP()
    {
        double before = Unbiased(_before) / _before.Count, after = Unbiased(_after) / _after.Count;
        if (Shift == 0)
            return 1;
        if (before + after == 0)
            return 0;
        double degrees = (before + after) * (before + after)
            / ((before * before / (_before.Count - 1)) + (after * after / (_after.Count - 1)));
        return StudentT.TwoSided(Shift / Math.Sqrt(before + after), degrees);
    }

    /// <summary>The area between the distribution functions over the range of both; NaN where counts are negative.</summary>
    private static double Area(ValueCounts before, ValueCounts after)
    {
        if (before.IsExact != after.IsExact)
            (before, after) = (before.Collapse(), after.Collapse());
        ImmutableArray<KeyValuePair<double, long>> left = before.Points, right = after.Points;
        if (left.IsEmpty || right.IsEmpty || left.Concat(right).Any(point => point.Value < 0))
            return double.NaN;
        double from = Math.Min(left[0].Key, right[0].Key), range = Math.Max(left[^1].Key, right[^1].Key) - from;
        double area = 0, at = from, shareLeft = 0, shareRight = 0;
        for (int l = 0, r = 0; l < left.Length || r < right.Length;)
        {
            double next = Math.Min(l < left.Length ? left[l].Key : double.PositiveInfinity, r < right.Length ? right[r].Key : double.PositiveInfinity);
            area += Math.Abs(shareLeft - shareRight) * (next - at);
            at = next;
            if (l < left.Length && left[l].Key == next)
                shareLeft += (double)left[l++].Value / before.Count;
            if (r < right.Length && right[r].Key == next)
                shareRight += (double)right[r++].Value / after.Count;
        }

        return range > 0 ? Math.Min(1, area / range) : 0;
    }
}
