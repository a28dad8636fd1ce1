using System.Collections.Immutable;

namespace Fusion.Statistics;

/// <summary>One statistic for each value of a column. Adds and subtracts as statistics do, value by value.</summary>
/// <remarks>Immutable and thread-safe. A value whose rows are all gone is gone too, so that what was forgotten leaves no trace.</remarks>
public sealed class PartitionedStatistics
{
    private PartitionedStatistics(ImmutableSortedDictionary<string, SufficientStatistics> parts) => Parts = parts;

    /// <summary>No rows.</summary>
    public static PartitionedStatistics Empty { get; } = new(ImmutableSortedDictionary.Create<string, SufficientStatistics>(StringComparer.Ordinal));

    /// <summary>The statistic of each value, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, SufficientStatistics> Parts { get; }

    /// <summary>Takes parts over.</summary>
    /// <param name="parts">A statistic for each value.</param>
    /// <returns>The parts that have a trace of a row.</returns>
    public static PartitionedStatistics Of(IEnumerable<KeyValuePair<string, SufficientStatistics>> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new PartitionedStatistics(Empty.Parts.AddRange(parts.Where(part => !IsBlank(part.Value))));
    }

    /// <summary>The rows of both.</summary>
    /// <param name="other">The other parts.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="IncompatibleSchemaException">A name has two kinds or categories.</exception>
    public PartitionedStatistics Merge(PartitionedStatistics other) => Combine(other, (mine, theirs) => mine.Merge(theirs));

    /// <summary>These rows without the other's.</summary>
    /// <param name="other">The other parts.</param>
    /// <returns>The difference, possibly with negative counts.</returns>
    /// <exception cref="IncompatibleSchemaException">A name has two kinds or categories.</exception>
    public PartitionedStatistics Subtract(PartitionedStatistics other) => Combine(other, (mine, theirs) => mine.Subtract(theirs));

    private static bool IsBlank(SufficientStatistics statistics) => statistics.Rows == 0 && statistics.Digest() == SufficientStatistics.Empty.Digest();

    private PartitionedStatistics Combine(PartitionedStatistics other, Func<SufficientStatistics, SufficientStatistics, SufficientStatistics> operation)
    {
        ArgumentNullException.ThrowIfNull(other);
        ImmutableSortedDictionary<string, SufficientStatistics>.Builder parts = Parts.ToBuilder();
        foreach ((string value, SufficientStatistics theirs) in other.Parts)
        {
            SufficientStatistics combined = operation(parts.GetValueOrDefault(value, SufficientStatistics.Empty), theirs);
            if (IsBlank(combined))
                parts.Remove(value);
            else
                parts[value] = combined;
        }

        return new PartitionedStatistics(parts.ToImmutable());
    }
}
