using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>What a test needs to know of one group of values.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Mean">Their mean; NaN when there is none.</param>
/// <param name="Variance">Their variance with divisor n; NaN when there is none.</param>
internal readonly record struct Sample(double Count, DoubleDouble Mean, DoubleDouble Variance)
{
    /// <summary>The variance with divisor n − 1; NaN below two values.</summary>
    public DoubleDouble UnbiasedVariance => Count > 1 ? Variance * Count / (Count - 1) : DoubleDouble.NaN;

    /// <summary>All values of an attribute.</summary>
    public static Sample Of(SufficientStatistics statistics, int attribute)
    {
        UnivariateMoments moments = statistics.Univariate(attribute);
        return new Sample(moments.Count, moments.Mean, moments.Variance);
    }

    /// <summary>The values of an attribute in the rows where a binary one is 1.</summary>
    public static Sample Of(SufficientStatistics statistics, int attribute, int flag)
    {
        ConditionalMoments moments = statistics.Conditional(attribute, flag);
        return new Sample((double)moments.Count, moments.Mean, moments.Variance);
    }
}
