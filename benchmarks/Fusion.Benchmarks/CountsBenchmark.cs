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
        Console.WriteLine();
        Console.WriteLine(
            "| values of a column | conditions | M rows/s with counts of all rows only | by condition too | by condition / without | ns a value with a 1 more |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- |");
        foreach ((string name, long step, long values) in ((string, long, long)[])
            [("100 in a row", 1, 100), ("4,000 in a row, exact", 1, 4_000), ("40 bits, by bucket", 1, 1L << 40)])
        {
            CompareConditions(name, "8 flags, half of them 1", step, values, Flags(8));
            CompareConditions(name, "a category of 50 values", step, values, Category(50));
        }
    }

    private static void CompareConditions(string name, string conditions, long step, long values, Func<int, ColumnBlock[]> columns)
    {
        RowBlock[] blocks =
            [.. Enumerable.Range(0, Blocks).Select(seed => new RowBlock(RowBlock.Capacity, [.. Block(step, values, seed).Columns, .. columns(seed)]))];
        Measurement[] m = PairedHarness.Run(Update("all", blocks, counted: true, conditional: false), Update("by condition", blocks, counted: true));
        double all = m[0].Median / Blocks, conditional = m[1].Median / Blocks;
        double ones = blocks.Average(block => block.Columns.Skip(Columns).Sum(column => column.Mantissas.ToArray().Sum()));
        Console.WriteLine(
            $"| {name} | {conditions} | {RowBlock.Capacity / all / 1e6:G3} | {RowBlock.Capacity / conditional / 1e6:G3} | {m[1].SpeedAgainst(m[0]):F2} | "
            + $"{(conditional - all) / ones / Columns * 1e9:F1} |");
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

    private static Candidate Update(string name, RowBlock[] blocks, bool counted, bool conditional = true)
    {
        var sums = new ExactSums(squaredProducts: false, counted);
        if (!conditional)
            sums.ConditionalValues = null;
        return new Candidate(name, () => BlockAccumulator.OfThisThread.Apply(sums, blocks, 1));
    }

    private static Func<int, ColumnBlock[]> Flags(int number) => seed =>
        [.. Enumerable.Range(0, number).Select(b => Ones($"b{b}", null, Random(seed + (1000 * b), 2), 1))];

    private static Func<int, ColumnBlock[]> Category(int values) => seed =>
        [.. Enumerable.Range(0, values).Select(v => Ones($"town${v}", "town", Random(seed, values), v))];

    private static long[] Random(int seed, int values)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, RowBlock.Capacity).Select(_ => random.NextInt64(values))];
    }

    private static ColumnBlock Ones(string name, string? category, long[] codes, long code) => new(
        new AttributeInfo(name, AttributeKind.Binary, category),
        0,
        [.. codes.Select(one => one == code ? 1L : 0)],
        [.. Enumerable.Repeat(ulong.MaxValue, RowBlock.Capacity / 64)]);

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
