namespace Fusion.Statistics.Tests;

/// <summary>Statistics that count values, and what their counts are.</summary>
internal static class Counting
{
    public static SufficientStatistics Of(params IEnumerable<RowBlock> blocks) => SufficientStatistics.Of(blocks, valueCounts: true);

    /// <summary>Counts of values made one by one: the definition.</summary>
    public static ValueCounts ByOne(IEnumerable<DecimalNumber> values) => values.Aggregate(
        ValueCounts.Empty,
        (sum, value) => sum.Merge(ValueCounts.Of(TestBlocks.Column("x", value.Scale, value.Mantissa).Columns[0])));

    /// <summary>
    /// The same counts of every continuous attribute, of all rows and where a binary one is 1, and of the attributes that only one of them has none at all.
    /// </summary>
    public static void AssertSame(SufficientStatistics expected, SufficientStatistics actual, bool conditional = true) =>
        Assert.Equal(Read(expected, conditional), Read(actual, conditional));

    private static SortedDictionary<string, ValueCounts?> Read(SufficientStatistics statistics, bool conditional)
    {
        var result = new SortedDictionary<string, ValueCounts?>(StringComparer.Ordinal);
        for (int i = 0; i < statistics.Schema.Count; i++)
        {
            ValueCounts? counts = statistics.Values(i);
            if (statistics.Schema[i].Kind == AttributeKind.Continuous && counts?.Distinct != 0)
                result.Add(statistics.Schema[i].Name, counts);
            for (int j = 0; j < statistics.Schema.Count && conditional; j++)
            {
                ValueCounts? given = statistics.ConditionalValues(i, j);
                if (statistics.Schema[i].Kind == AttributeKind.Continuous && statistics.Schema[j].Kind == AttributeKind.Binary && given?.Distinct != 0)
                    result.Add($"{statistics.Schema[i].Name}|{statistics.Schema[j].Name}", given);
            }
        }

        return result;
    }
}
