using Fusion.Statistics.Exact;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Benchmarks;

/// <summary>Where an update spends its time: cycles of each stage for one cell, and what the register kernel makes of the machine.</summary>
internal static unsafe class StageBenchmark
{
    private const int Chunk = PanelPacker.ChunkRows;

    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine("| p | limbs | powers ns/cell | pack ns/cell | SYRK ns/cell | GFLOP/s of the SYRK | close ns/cell | whole update ns/cell |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach (int columns in (int[])[8, 32, 100, 500])
        {
            foreach ((int limbs, int bits) in ((int, int)[])[(1, 20), (2, 40), (3, 60)])
            {
                Measure(columns, limbs, bits);
            }
        }
    }

    private static void Measure(int columns, int limbs, int bits)
    {
        TileKernel kernel = TileKernel.Best;
        RowBlock block = SyntheticBlocks.Create(columns, bits);
        var panelColumns = new PanelColumn[columns];
        for (int c = 0; c < columns; c++)
        {
            panelColumns[c].Load(new BlockColumn(c, block.Columns[c], 2, 1L << bits, false), block.Rows);
        }

        var packer = new PanelPacker(kernel);
        var panels = new AlignedBuffer();
        int stride = TileGrid.PanelStride(kernel, Chunk);
        double* packed = panels.Reserve((long)stride * (columns / kernel.Width + 1));
        var panel = new LimbPanel(0, limbs > 1 ? 1 : 0);
        var tiles = new TileSums(kernel);
        tiles.Reset(TileGrid.Of(kernel, columns, columns, triangular: true));
        var sums = new ExactSums(false);
        Int128 sink = 0;
        Measurement[] m = PairedHarness.Run(
            new Candidate("powers", () => { for (int c = 0; c < columns; c++) sink += PowerSums.Of(panelColumns[c]).Sum; }),
            new Candidate("pack", () => { for (int r = 0; r < block.Rows; r += Chunk) packer.Pack(panelColumns, panel, (r, Chunk), packed); }),
            new Candidate("syrk", () => { for (int r = 0; r < block.Rows; r += Chunk) tiles.Multiply(packed, packed, (Chunk, stride)); }),
            new Candidate("close", tiles.Close),
            new Candidate("update", () => BlockAccumulator.OfThisThread.Apply(sums, [block], 1)));
        double cells = columns * (double)block.Rows;
        string[] times = [.. m.Select(measurement => $"{measurement.Median / cells * 1e9:F2}")];
        double flops = (columns + 1) * cells / m[2].Median / 1e9;
        Console.WriteLine($"| {columns} | {limbs} | {times[0]} | {times[1]} | {times[2]} | {flops:F1} | {times[3]} | {times[4]} |");
    }
}
