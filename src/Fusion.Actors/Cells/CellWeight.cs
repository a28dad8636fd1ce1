using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Cells;

/// <summary>About how many bytes what a cell stores takes: enough to tell when events outweigh a snapshot.</summary>
internal static class CellWeight
{
    private const int Receipt = 128;
    private const int CountedValue = 16;

    /// <summary>The bytes of an event or a snapshot; 0 for those that are always small.</summary>
    public static long Of(object stored) => stored switch
    {
        BatchesCommitted fact => Of(fact.Delta) + ((long)Receipt * fact.Batches.Length) + Of(fact.Log) + (fact.Change is { } change ? Of(change) : 0),
        CellSnapshot snapshot => Of(snapshot.Statistics) + ((long)Receipt * snapshot.Receipts.Length) + Of(snapshot.Log)
            + (snapshot.Pages ?? []).Sum(page => (long)page.Entries.Length) + (snapshot.Variant is { } variant ? Of(variant) : 0)
            + (snapshot.Prefixes ?? []).Sum(prefix => Of(prefix.Statistics)),
        _ => 0,
    };

    /// <summary>The bytes of a batch that waits.</summary>
    public static long Of(IngestionProtocol.IUpdate update) => update switch
    {
        UpdateRows rows => rows.Frame.Cells.Text.Length + ((long)sizeof(int) * rows.Frame.Cells.CellEnds.Length),
        IngestionProtocol.UpdateSums sums => Of(sums.Sums),
        _ => 0,
    };

    /// <summary>The bytes of sums, of which those of pairs outweigh all others, and of value counts.</summary>
    public static long Of(SufficientStatistics statistics) =>
        ((long)sizeof(long) * statistics.Schema.Count * (statistics.Schema.Count + 8) / 2) + (CountedValue * statistics.CountedValues);

    /// <summary>The bytes that statistics take in memory: 16 for each two attributes, 128 for each one, and what is counted.</summary>
    public static long InMemory(SufficientStatistics statistics) =>
        (16L * statistics.Schema.Count * (statistics.Schema.Count + 8)) + (CountedValue * statistics.CountedValues);

    private static long Of(CellVariant.Change change) => change.Rows.Sum(step => Of(step.Rows)) + Of(change.Partitions);

    private static long Of(CellVariant variant) => Of(variant.Window) + Of(variant.Partitions);

    private static long Of(ImmutableSortedDictionary<string, SufficientStatistics>? parts) => parts?.Values.Sum(Of) ?? 0;

    private static long Of(RowBatch? rows) => rows?.Blocks.Sum(block => (long)sizeof(int) * block.Rows * block.Columns.Length) ?? 0;

    private static long Of(ImmutableArray<UpdateLogLine>? log) => (log ?? []).Sum(line => (long)line.Names.Length + line.Types.Length);
}
