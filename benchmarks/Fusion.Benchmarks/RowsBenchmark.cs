using System.Diagnostics;

namespace Fusion.Benchmarks;

/// <summary>Memory while very many rows are learned: it depends on the columns, not on the rows.</summary>
internal static class RowsBenchmark
{
    private const long Step = 10_000_000;

    /// <summary>Number of rows; rounded up to whole blocks.</summary>
    public static long Rows { get; set; } = 100_000_000;

    /// <summary>Runs it and prints a table for sums alone, and one for sums with value counts.</summary>
    public static void Run()
    {
        Learn(new StatisticsAccumulator(), "Sums");
        Console.WriteLine();
        Learn(new StatisticsAccumulator(valueCounts: true), "Sums and value counts");
    }

    private static void Learn(StatisticsAccumulator accumulator, string title)
    {
        Console.WriteLine($"| {title}: M rows | M rows/s made and learned | M rows/s learned | working set, MB | managed heap in use, MB |");
        Console.WriteLine("| -- | -- | -- | -- | -- |");
        Print(0, 0, 0);
        var stream = new RowStream();
        long made = 0, learned = 0, next = Step, before = 0;
        while (accumulator.Rows < Rows)
        {
            long start = Stopwatch.GetTimestamp();
            RowBlock block = stream.Next();
            long ready = Stopwatch.GetTimestamp();
            accumulator.Add(block);
            (made, learned) = (made + ready - start, learned + Stopwatch.GetTimestamp() - ready);
            if (accumulator.Rows < Math.Min(next, Rows))
                continue;
            double rows = accumulator.Rows - before;
            Print(accumulator.Rows, rows / Seconds(made + learned), rows / Seconds(learned));
            (made, learned, next, before) = (0, 0, next + Step, accumulator.Rows);
        }
    }

    private static void Print(long rows, double all, double learning)
    {
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"| {rows / 1e6:F0} | {all / 1e6:F2} | {learning / 1e6:F2} | {Environment.WorkingSet / 1e6:F1} | {heap / 1e6:F2} |");
    }

    private static double Seconds(long ticks) => ticks / (double)Stopwatch.Frequency;
}
