namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Which tiles a product of panels has, and where they lie: column panel by column panel, in each the tile rows from first to last.</summary>
/// <param name="TileRows">Number of tile rows: those of the row panels.</param>
/// <param name="Vectors">Number of vectors in a row of the column panels.</param>
/// <param name="IsTriangular">Whether only pairs on and below the diagonal are wanted, of panels multiplied by themselves.</param>
internal readonly record struct TileGrid(int TileRows, int Vectors, bool IsTriangular)
{
    private const int PerPanel = TileKernel.VectorsPerPanel;

    /// <summary>Number of tiles.</summary>
    public long Tiles => First(Panels);

    private int Panels => (Vectors + PerPanel - 1) / PerPanel;

    /// <summary>The grid of a number of rows and columns.</summary>
    public static TileGrid Of(TileKernel kernel, int rows, int columns, bool triangular) =>
        new(VectorsOf(kernel.Lanes, rows), VectorsOf(kernel.Lanes, columns), triangular);

    /// <summary>Doubles between one panel and the next. The odd cache line keeps panels of many rows out of each other's cache sets.</summary>
    public static int PanelStride(TileKernel kernel, int rows) => (kernel.Width * rows) + 8;

    /// <summary>The tile of a tile row and a column panel.</summary>
    public long Tile(int tileRow, int panel) => First(panel) + tileRow - (IsTriangular ? PerPanel * panel : 0);

    /// <summary>Adds the products of some rows to the tiles.</summary>
    public unsafe void Multiply(TileKernel kernel, double* columns, double* rows, (int Count, int Stride) panel, double* tiles)
    {
        int size = kernel.Lanes * kernel.Width;
        for (int c = 0; c < Panels; c++)
        {
            int vectors = Math.Min(PerPanel, Vectors - (PerPanel * c));
            int first = IsTriangular ? PerPanel * c : 0;
            for (int r = first; r < TileRows; r++)
            {
                int wanted = IsTriangular ? Math.Min(vectors, r - first + 1) : vectors;
                double* row = rows + ((long)panel.Stride * (r / PerPanel)) + (kernel.Lanes * (r % PerPanel));
                kernel.Multiply(columns + ((long)panel.Stride * c), row, panel.Count, wanted, tiles);
                tiles += size;
            }
        }
    }

    private static int VectorsOf(int lanes, int columns) => (columns + lanes - 1) / lanes;

    private long First(int panel) => ((long)panel * TileRows) - (IsTriangular ? PerPanel * (long)panel * (panel - 1) / 2 : 0);
}
