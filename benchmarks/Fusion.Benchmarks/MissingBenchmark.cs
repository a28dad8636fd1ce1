using Fusion.Statistics.Exact;

namespace Fusion.Benchmarks;

/// <summary>The cost of missing cells: the update of blocks with holes against the same without.</summary>
internal static class MissingBenchmark
{
    private const int Bits = 20;

    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine("| p | dense, M rows/s | 0.1 % missing / dense | 1 % / dense | 5 % / dense |");
        Console.WriteLine("| -- | -- | -- | -- | -- |");
        foreach (int columns in Shapes.Columns)
        {
            Measurement[] m = PairedHarness.Run([.. ((double[])[0, 0.001, 0.01, 0.05]).Select(share => Update(columns, share))]);
            Console.WriteLine(
                $"| {columns} | {SyntheticBlocks.RunLength * RowBlock.Capacity / m[0].Median / 1e6:G3} | {m[1].SpeedAgainst(m[0]):F2} | {m[2].SpeedAgainst(m[0]):F2} | {m[3].SpeedAgainst(m[0]):F2} |");
        }
    }

    private static Candidate Update(int columns, double missing)
    {
        RowBlock[] blocks = SyntheticBlocks.CreateRun(columns, Bits, missing);
        var sums = new ExactSums(squaredProducts: false);
        return new Candidate($"{missing:P1}", () => BlockAccumulator.OfThisThread.Apply(sums, blocks, 1));
    }
}
