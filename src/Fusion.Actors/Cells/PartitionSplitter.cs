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
    private const int ShownCharacters = 40;

    private readonly HashSet<string> _values = new(known, StringComparer.Ordinal);

    /// <summary>Tells of each row of a frame, in their order, whether its value is one too many. Makes no value known.</summary>
    public Func<int, CellProblem?> CheckOf(DataFrame sent)
    {
        int index = sent.IndexOf(column);
        HashSet<string> met = new(_values, StringComparer.Ordinal);
        return row =>
        {
            string value = index < 0 ? "" : ValueOf(sent.Cell(row, index));
            if (value.Length == 0 || met.Contains(value)) return null;
            if (met.Count >= LearningOptions.MaxPartitions)
                return new CellProblem(column, $"'{Shown(value)}' is one value too many; a partition project is limited to {LearningOptions.MaxPartitions} values.");
            met.Add(value);
            return null;
        };
    }

    /// <summary>The value of each accepted row; empty where it has none. They are known from here on.</summary>
    public ImmutableArray<string> ValuesOf(DataFrame sent, ImmutableArray<int> rows)
    {
        int index = sent.IndexOf(column);
        if (index < 0) return [.. rows.Select(_ => "")];
        ImmutableArray<string> values = [.. rows.Select(row => ValueOf(sent.Cell(row, index)))];
        _values.UnionWith(values.Where(value => value.Length > 0));
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

    private static string Shown(string value) => value.Length <= ShownCharacters ? value : string.Concat(value.AsSpan(0, ShownCharacters), "…");

    private static string ValueOf(ReadOnlySpan<byte> cell) =>
        DecimalNumber.TryParse(cell, out _) == DecimalParse.Missing ? "" : Encoding.UTF8.GetString(cell).Trim();
}
