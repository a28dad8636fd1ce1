namespace Fusion.Statistics.Exact.Kernel;

/// <summary>The tiles of one grid: sums of doubles that are still exact, and what was moved out of them into 64-bit integers.</summary>
internal sealed unsafe class TileSums(TileKernel kernel)
{
    private readonly AlignedBuffer _open = new();
    private readonly AlignedBuffer _closed = new();
    private TileGrid _grid;
    private double* _tiles;
    private long* _integers;
    private bool _isEmpty;

    /// <summary>Starts from zero.</summary>
    public void Reset(TileGrid grid)
    {
        _grid = grid;
        _tiles = _open.Reserve(Length);
        _integers = (long*)_closed.Reserve(Length);
        _isEmpty = true;
    }

    /// <summary>Adds the products of some rows of two sets of panels.</summary>
    public void Multiply(double* columns, double* rows, (int Count, int Stride) panel) => _grid.Multiply(kernel, columns, rows, panel, _tiles);

    /// <summary>Moves the sums into integers, before they grow past what a double holds, and at the end.</summary>
    public void Close()
    {
        double* tiles = _tiles;
        long* integers = _integers;
        long length = Length;
        if (_isEmpty)
        {
            for (long i = 0; i < length; i++)
            {
                integers[i] = double.ConvertToIntegerNative<long>(tiles[i]);
                tiles[i] = 0;
            }
        }
        else
        {
            for (long i = 0; i < length; i++)
            {
                integers[i] += double.ConvertToIntegerNative<long>(tiles[i]);
                tiles[i] = 0;
            }
        }

        _isEmpty = false;
    }

    /// <summary>The sums of one row and the columns of one panel.</summary>
    public ReadOnlySpan<long> Row(int row, int panel) => new(_integers + Offset(row, panel), kernel.Width);

    /// <summary>The sums of one row and the columns of one panel, not exact; cleared by <see cref="Clear"/>.</summary>
    public ReadOnlySpan<double> OpenRow(int row, int panel) => new(_tiles + Offset(row, panel), kernel.Width);

    /// <summary>Forgets sums that were read by <see cref="OpenRow"/>.</summary>
    public void Clear() => new Span<double>(_tiles, checked((int)Length)).Clear();

    private long Length => _grid.Tiles * kernel.Lanes * kernel.Width;

    private long Offset(int row, int panel) =>
        ((_grid.Tile(row / kernel.Lanes, panel) * kernel.Lanes) + (row % kernel.Lanes)) * kernel.Width;
}
