using Fusion.Statistics.Exact;

namespace Fusion.Statistics.Tests;

/// <summary>Everything that can be read out of a statistic, by attribute name, so that two can be compared with ==.</summary>
internal static class Reading
{
    /// <summary>Equal digests and equal results of every reader.</summary>
    public static void AssertSame(SufficientStatistics expected, SufficientStatistics actual, bool bounds = true)
    {
        Assert.Equal(expected.Digest(), actual.Digest());
        Assert.Equal(expected.Rows, actual.Rows);
        List<string> left = Read(expected, bounds), right = Read(actual, bounds);
        Assert.Equal(left, right);
    }

    private static List<string> Read(SufficientStatistics statistics, bool bounds)
    {
        var liveness = new Liveness(statistics.Sums);
        int[] order = [.. Enumerable.Range(0, statistics.Schema.Count).Where(liveness.IsAttributeLive)
            .OrderBy(i => statistics.Schema[i].Name, StringComparer.Ordinal)];
        var lines = new List<string>();
        foreach (int i in order)
        {
            UnivariateMoments moments = statistics.Univariate(i);
            lines.Add($"{statistics.Schema[i]} {Show(bounds ? moments : moments with { Min = 0, Max = 0 })}");
            foreach (int j in order)
            {
                if (string.CompareOrdinal(statistics.Schema[j].Name, statistics.Schema[i].Name) <= 0)
                    lines.Add($"{statistics.Schema[i].Name} {statistics.Schema[j].Name} {Show(statistics.Bivariate(i, j))}");
                if (statistics.Schema[i].Kind == AttributeKind.Binary || statistics.Schema[j].Kind == AttributeKind.Binary)
                    lines.Add($"{statistics.Schema[i].Name} | {statistics.Schema[j].Name} {Show(statistics.Conditional(i, j))}");
            }
        }

        return lines;
    }

    private static string Show(UnivariateMoments m) =>
        $"{m.Count} {Show(m.Sum)} {Show(m.Mean)} {Show(m.Variance)} {Show(m.ThirdCentral)} {Show(m.FourthCentral)} {m.Min:R} {m.Max:R}";

    private static string Show(BivariateMoments m) =>
        $"{m.Count} {Show(m.SumX)} {Show(m.SumY)} {Show(m.SumXY)} {Show(m.MeanX)} {Show(m.MeanY)} {Show(m.VarianceX)} {Show(m.VarianceY)} {Show(m.Covariance)}";

    private static string Show(ConditionalMoments m) => $"{Show(m.Count)} {Show(m.Sum)} {Show(m.Mean)} {Show(m.Variance)}";

    private static string Show(DoubleDouble value) => $"{value.High:R}+{value.Low:R}";
}
