namespace Fusion.Statistics.Tests;

/// <summary>Statistics that count values, and what their counts are.</summary>
internal static class Counting
{
    public static SufficientStatistics Of(params IEnumerable<RowBlock> blocks) => SufficientStatistics.Of(blocks, valueCounts: true);

    /// <summary>Counts of values made one by one: the definition.</summary>
    public static ValueCounts ByOne(IEnumerable<DecimalNumber> values) => values.Aggregate(
        ValueCounts.Empty,
        (sum, value) => sum.Merge(ValueCounts.Of(TestBlocks.Column("x", value.Scale, value.Mantissa).Columns[0])));

    /// <summary>The same counts of every continuous attribute, and of the attributes that only one of them has none at all.</summary>
    public static void AssertSame(SufficientStatistics expected, SufficientStatistics actual) => Assert.Equal(Read(expected), Read(actual));

    private static SortedDictionary<string, ValueCounts?> Read(SufficientStatistics statistics)
    {
        var result = new SortedDictionary<string, ValueCounts?>(StringComparer.Ordinal);
        for (int i = 0; i < statistics.Schema.Count; i++)
        {
            ValueCounts? counts = statistics.Values(i);
            if (statistics.Schema[i].Kind == AttributeKind.Continuous && counts?.Distinct != 0)
                result.Add(statistics.Schema[i].Name, counts);
        }

        return result;
    }
}
