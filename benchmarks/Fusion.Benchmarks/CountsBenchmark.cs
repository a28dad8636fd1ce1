using System.Collections.Immutable;
using Fusion.Statistics.Exact;

namespace Fusion.Benchmarks;

/// <summary>The cost of counting values: the update of a column with its counts against the same without.</summary>
internal static class CountsBenchmark
{
    private const int Columns = 8;
    private const int Blocks = 16;

    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine("| values of a column | M rows/s without counts | with | with / without | ns a value more |");
        Console.WriteLine("| -- | -- | -- | -- | -- |");
        Compare("100 in a row", 1, 100);
        Compare("4,000 in a row, exact", 1, 4_000);
        Compare("4,000 far apart, exact", 1_000_003, 4_000);
        Compare("20 bits, by bucket", 1, 1 << 20);
        Compare("40 bits, by bucket", 1, 1L << 40);
        Compare("60 bits, by bucket", 1, 1L << 60);
    }

    private static void Compare(string name, long step, long values)
    {
        RowBlock[] blocks = [.. Enumerable.Range(0, Blocks).Select(seed => Block(step, values, seed))];
        Measurement[] m = PairedHarness.Run(Update("off", blocks, counted: false), Update("on", blocks, counted: true));
        double without = m[0].Median / Blocks, with = m[1].Median / Blocks;
        Console.WriteLine(
            $"| {name} | {RowBlock.Capacity / without / 1e6:G3} | {RowBlock.Capacity / with / 1e6:G3} | {m[1].SpeedAgainst(m[0]):F2} | "
            + $"{(with - without) / RowBlock.Capacity / Columns * 1e9:F1} |");
    }

    private static Candidate Update(string name, RowBlock[] blocks, bool counted)
    {
        var sums = new ExactSums(squaredProducts: false, counted);
        return new Candidate(name, () => BlockAccumulator.OfThisThread.Apply(sums, blocks, 1));
    }

    private static RowBlock Block(long step, long values, int seed)
    {
        var random = new Random(seed);
        ulong[] presence = [.. Enumerable.Repeat(ulong.MaxValue, RowBlock.Capacity / 64)];
        ImmutableArray<ColumnBlock> columns = [.. Enumerable.Range(0, Columns).Select(c => new ColumnBlock(
            new AttributeInfo($"x{c}", AttributeKind.Continuous),
            2,
            [.. Enumerable.Range(0, RowBlock.Capacity).Select(_ => values + (step * random.NextInt64(values)))],
            presence))];
        return new RowBlock(RowBlock.Capacity, columns);
    }
}
