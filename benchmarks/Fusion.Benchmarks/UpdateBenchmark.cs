using Fusion.Statistics.Exact;

namespace Fusion.Benchmarks;

/// <summary>Rows a second into the sums: one, two and three limbs against plain floating point and OpenBLAS, on the same run of blocks.</summary>
internal static class UpdateBenchmark
{
    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine($"OpenBLAS: {OpenBlas.Description}");
        Console.WriteLine();
        Console.WriteLine("| p | limbs | M rows/s exact | plain FP64 | dsyrk by block | dsyrk of all rows | exact / plain | exact / best dsyrk | with Σx²y² / without |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach (int columns in Shapes.Columns)
        {
            foreach ((int limbs, int bits) in Shapes.Limbs)
            {
                Compare(columns, limbs, bits);
            }
        }
    }

    private static void Compare(int columns, int limbs, int bits)
    {
        RowBlock[] blocks = SyntheticBlocks.CreateRun(columns, bits);
        double[][] values = [.. blocks.Select(block => SyntheticBlocks.Deviations(block, bits))];
        double[][] rowMajor = [.. values.Select(block => Transpose(block, columns))];
        double[] result = new double[columns * columns], all = [.. rowMajor.SelectMany(block => block)];
        var plain = new PlainUpdate(values, RowBlock.Capacity, columns);
        var candidates = new List<Candidate>
        {
            new("exact", Update(blocks, squaredProducts: false)),
            new("plain", plain.Run),
            new("exact with side sum", Update(blocks, squaredProducts: true)),
        };
        if (OpenBlas.IsAvailable)
        {
            candidates.Add(new("dsyrk, blocks", () => Array.ForEach(rowMajor, block => OpenBlas.AddProductsOfRows(block, RowBlock.Capacity, columns, result))));
            candidates.Add(new("dsyrk, all rows", () => OpenBlas.AddProductsOfRows(all, blocks.Length * RowBlock.Capacity, columns, result)));
        }

        Measurement[] m = PairedHarness.Run([.. candidates]);
        string peers = "– | – |", against = "–";
        if (OpenBlas.IsAvailable)
        {
            peers = $"{Rate(m[3])} | {Rate(m[4])} |";
            against = $"{Math.Min(m[0].SpeedAgainst(m[3]), m[0].SpeedAgainst(m[4])):F2}";
        }

        Console.WriteLine(
            $"| {columns} | {limbs} | {Rate(m[0])} | {Rate(m[1])} | {peers} {m[0].SpeedAgainst(m[1]):F2} | {against} | {m[2].SpeedAgainst(m[0]):F2} |");
    }

    private static Action Update(RowBlock[] blocks, bool squaredProducts)
    {
        var sums = new ExactSums(squaredProducts);
        return () => BlockAccumulator.OfThisThread.Apply(sums, blocks, 1);
    }

    private static string Rate(Measurement measurement) => $"{SyntheticBlocks.RunLength * RowBlock.Capacity / measurement.Median / 1e6:G3}";

    private static double[] Transpose(double[] values, int columns) =>
        [.. Enumerable.Range(0, values.Length).Select(i => values[(i % columns * RowBlock.Capacity) + (i / columns)])];
}
