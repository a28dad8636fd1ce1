using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>The smallest and the largest value as counts and sums tell them.</summary>
internal static class Extremes
{
    /// <summary>The outermost value counted. One known by its bucket only is the bound of all values ever learned, when that may be in the bucket.</summary>
    /// <param name="values">The counts.</param>
    /// <param name="counted">Their smallest or largest value.</param>
    /// <param name="bound">The bound that the sums keep.</param>
    public static double Outermost(ValueCounts values, double counted, double bound) =>
        !values.IsExact && Math.Abs(bound - counted) <= Math.Abs(bound) / 256 ? bound : counted;
}
