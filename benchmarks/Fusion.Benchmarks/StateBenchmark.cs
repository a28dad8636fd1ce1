namespace Fusion.Benchmarks;

/// <summary>What is done with whole statistics: merge, snapshot, wire form.</summary>
internal static class StateBenchmark
{
    private const int Cells = 16;
    private const int Bits = 20;

    /// <summary>Measures the merge of sixteen cells and prints a table.</summary>
    public static void Merge()
    {
        Console.WriteLine("| p | cell, MB of sums | merge of 16 cells, ms | GB/s of sums read |");
        Console.WriteLine("| -- | -- | -- | -- |");
        foreach (int columns in (int[])[100, 1000])
        {
            SufficientStatistics cell = Learn(columns, 1);
            SufficientStatistics[] cells = [.. Enumerable.Range(0, Cells).Select(_ => SufficientStatistics.FromWire(cell.ToWire()))];
            Measurement merge = PairedHarness.Run(new Candidate("merge", () => MergeAll(cells)))[0];
            double bytes = Bytes(columns);
            Console.WriteLine($"| {columns} | {bytes / 1e6:F2} | {merge.Median * 1e3:G3} | {Cells * bytes / merge.Median / 1e9:F2} |");
        }
    }

    /// <summary>Measures snapshots and wire forms and prints a table.</summary>
    public static void Wire()
    {
        Console.WriteLine("| p | rows | sums, MB | wire, MB | bytes a pair | encode, GB/s of sums | decode, GB/s of sums | snapshot and first change after it, ms |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach (int columns in (int[])[50, 500, 2000])
        {
            SufficientStatistics statistics = Learn(columns, 4);
            var accumulator = new StatisticsAccumulator(statistics);
            RowBlock one = SyntheticBlocks.Create(1, Bits);
            byte[] wire = statistics.ToWire();
            Measurement[] m = PairedHarness.Run(
                new Candidate("encode", () => statistics.ToWire()),
                new Candidate("decode", () => SufficientStatistics.FromWire(wire)),
                new Candidate("snapshot", () => { accumulator.Snapshot(); accumulator.Add(one); }));
            double bytes = Bytes(columns);
            Console.WriteLine(
                $"| {columns} | {statistics.Rows} | {bytes / 1e6:F2} | {wire.Length / 1e6:F2} | {wire.Length / (columns * (columns + 1) / 2.0):F1} | "
                + $"{bytes / m[0].Median / 1e9:F2} | {bytes / m[1].Median / 1e9:F2} | {m[2].Median * 1e3:G3} |");
        }
    }

    private static SufficientStatistics Learn(int columns, int blocks)
    {
        RowBlock block = SyntheticBlocks.Create(columns, Bits);
        var accumulator = new StatisticsAccumulator(squaredProducts: false);
        for (int i = 0; i < blocks; i++)
        {
            accumulator.Add(block);
        }

        return accumulator.Snapshot();
    }

    private static void MergeAll(SufficientStatistics[] cells)
    {
        var merged = new StatisticsAccumulator(squaredProducts: false);
        foreach (SufficientStatistics cell in cells)
        {
            merged.Add(cell);
        }
    }

    /// <summary>Memory of the pair sums, 24 bytes each.</summary>
    private static double Bytes(int columns) => 24.0 * columns * (columns + 1) / 2;
}
