using Fusion.Statistics.Exact;

namespace Fusion.Benchmarks;

/// <summary>The cost of binary columns, which bring Σd²·d sums with every continuous one: the update of a block with some against one without.</summary>
internal static class BinaryBenchmark
{
    private const int Bits = 20;
    private const int Binary = 8;

    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine("| p | all continuous, M rows/s | 8 of them binary, M rows/s | with binary / all continuous |");
        Console.WriteLine("| -- | -- | -- | -- |");
        foreach (int columns in (int[])[32, 100])
        {
            Measurement[] m = PairedHarness.Run(Update(SyntheticBlocks.Create(columns, Bits)), Update(SyntheticBlocks.WithBinary(columns, Binary, Bits)));
            Console.WriteLine($"| {columns} | {Rate(m[0])} | {Rate(m[1])} | {m[1].SpeedAgainst(m[0]):F2} |");
        }
    }

    private static Candidate Update(RowBlock block)
    {
        var sums = new ExactSums(squaredProducts: false);
        return new Candidate("update", () => BlockAccumulator.OfThisThread.Apply(sums, [block], 1));
    }

    private static string Rate(Measurement measurement) => $"{RowBlock.Capacity / measurement.Median / 1e6:G3}";
}
