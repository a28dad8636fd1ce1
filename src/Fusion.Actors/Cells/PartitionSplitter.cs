using System.Collections.Immutable;
using System.Text;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Cells;

/// <summary>Deals the rows of one cell by the value of a column, trimmed, with case; rows without a value belong to no part. Not thread-safe.</summary>
/// <param name="column">The column, looked up in the frame as sent.</param>
/// <param name="known">The values known at the start.</param>
internal sealed class PartitionSplitter(string column, IEnumerable<string> known)
{
    private readonly HashSet<string> _values = new(known, StringComparer.Ordinal);

    /// <summary>The value of each accepted row; empty where it has none.</summary>
    /// <exception cref="FrameException">There would be too many values; none becomes known.</exception>
    public ImmutableArray<string> ValuesOf(DataFrame sent, ImmutableArray<int> rows)
    {
        int index = sent.IndexOf(column);
        if (index < 0) return [.. rows.Select(_ => "")];
        ImmutableArray<string> values = [.. rows.Select(row => ValueOf(sent.Cell(row, index)))];
        string[] added = [.. values.Distinct(StringComparer.Ordinal).Where(value => value.Length > 0 && !_values.Contains(value))];
        if (_values.Count + added.Length > LearningOptions.MaxPartitions)
            throw new FrameException($"A partition project is limited to {LearningOptions.MaxPartitions} values of '{column}'; this batch would exceed them.");
        _values.UnionWith(added);
        return values;
    }

    /// <summary>The statistics of each value; run on the compute pool.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="values">Their values, as <see cref="ValuesOf"/> gave them.</param>
    /// <param name="valueCounts">Whether values are counted too.</param>
    public static PartitionedStatistics Split(RowBatch rows, ImmutableArray<string> values, bool valueCounts) => PartitionedStatistics.Of(
        values.Select((value, row) => (value, row))
            .Where(pair => pair.value.Length > 0)
            .GroupBy(pair => pair.value, pair => pair.row, StringComparer.Ordinal)
            .Select(part => KeyValuePair.Create(part.Key, SufficientStatistics.Of(rows.Pick([.. part]).Blocks, valueCounts))));

    private static string ValueOf(ReadOnlySpan<byte> cell) =>
        DecimalNumber.TryParse(cell, out _) == DecimalParse.Missing ? "" : Encoding.UTF8.GetString(cell).Trim();
}
