using Fusion.Statistics.Exact;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Benchmarks;

/// <summary>Where an update spends its time: nanoseconds of each stage for one cell, and what the register kernel makes of the machine.</summary>
internal static unsafe class StageBenchmark
{
    private const int Chunk = PanelPacker.ChunkRows;

    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine("| p | limbs | split, powers, pack ns/cell | SYRK ns/cell | GFLOP/s of the SYRK | close ns/cell | whole update ns/cell |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- |");
        foreach (int columns in Shapes.Columns)
        {
            foreach ((int limbs, int bits) in Shapes.Limbs)
            {
                Measure(columns, limbs, bits);
            }
        }
    }

    private static void Measure(int columns, int limbs, int bits)
    {
        TileKernel kernel = TileKernel.Best;
        RowBlock[] blocks = SyntheticBlocks.CreateRun(columns, bits);
        var sums = new ExactSums(false);
        BlockAccumulator.OfThisThread.Apply(sums, blocks, 1);
        var layout = new RunLayout();
        layout.Arrange(sums, blocks, [.. Enumerable.Range(0, columns)]);
        layout.Load(blocks[0]);
        var powers = new PowerLanes();
        powers.Reset(layout);
        LimbProduct[] products = [.. LimbPanel.All.ToArray().Select(panel => new LimbProduct(kernel, panel))];
        foreach (LimbProduct product in products)
        {
            product.Reset(layout);
        }

        products = [.. products.Where(product => product.Columns > 0)];
        var packer = new PanelPacker(kernel);
        Measurement[] m = PairedHarness.Run(
            new Candidate("pack", () => { for (int r = 0; r < RowBlock.Capacity; r += Chunk) packer.Pack(layout, (r, Chunk), powers, products); }),
            new Candidate("syrk", () => { for (int r = 0; r < RowBlock.Capacity; r += Chunk) Array.ForEach(products, product => product.Multiply(Chunk, null)); }),
            new Candidate("close", () => Array.ForEach(products, product => product.Close())),
            new Candidate("update", () => BlockAccumulator.OfThisThread.Apply(sums, blocks, 1)));
        double cells = columns * (double)RowBlock.Capacity;
        double flops = products.Length * (columns + 1) * cells / m[1].Median / 1e9;
        Console.WriteLine(
            $"| {columns} | {limbs} | {m[0].Median / cells * 1e9:F2} | {m[1].Median / cells * 1e9:F2} | {flops:F1} | {m[2].Median / cells * 1e9:F2} | "
            + $"{m[3].Median / cells / blocks.Length * 1e9:F2} |");
    }
}
