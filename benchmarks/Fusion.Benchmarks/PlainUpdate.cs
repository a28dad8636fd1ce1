using System.Runtime.Intrinsics;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Benchmarks;

/// <summary>What a floating-point library does: shift, pack, sums of powers 1, 3 and 4, the same register-blocked kernel; nothing is exact.</summary>
internal sealed unsafe class PlainUpdate
{
    private const int Chunk = PanelPacker.ChunkRows;

    private readonly TileKernel _kernel = TileKernel.Best;
    private readonly AlignedBuffer _panels = new();
    private readonly AlignedBuffer _scratch = new();
    private readonly double[][] _blocks;
    private readonly double[] _triangle;
    private readonly double[] _powers;
    private readonly AlignedBuffer _tiles = new();
    private readonly int _rows;
    private readonly int _columns;
    private readonly double _shift = 0.5;

    /// <summary>Creates an update of sums by some blocks.</summary>
    /// <param name="blocks">The blocks, column after column.</param>
    /// <param name="rows">Number of rows of a block, a multiple of the chunk.</param>
    /// <param name="columns">Number of columns.</param>
    public PlainUpdate(double[][] blocks, int rows, int columns)
    {
        (_blocks, _rows, _columns) = (blocks, rows, columns);
        _triangle = new double[columns * (columns + 1) / 2];
        _powers = new double[3 * columns];
    }

    /// <summary>Adds the blocks.</summary>
    public void Run()
    {
        int stride = TileGrid.PanelStride(_kernel, Chunk);
        double* panels = _panels.Reserve((long)stride * ((_columns / _kernel.Width) + 1));
        TileGrid grid = TileGrid.Of(_kernel, _columns, _columns, triangular: true);
        double* tiles = _tiles.Reserve(grid.Tiles * _kernel.Lanes * _kernel.Width);
        foreach (double[] values in _blocks)
        {
            for (int first = 0; first < _rows; first += Chunk)
            {
                Pack(values, panels, stride, first);
                grid.Multiply(_kernel, panels, panels, (Chunk, stride), tiles);
            }
        }

        Drain(grid, tiles);
    }

    private void Pack(double[] block, double* panels, int stride, int first)
    {
        double* scratch = _scratch.Reserve(PanelPacker.Group * Chunk);
        for (int group = 0; group < _columns; group += PanelPacker.Group)
        {
            for (int c = group; c < Math.Min(group + PanelPacker.Group, _columns); c++)
            {
                fixed (double* values = &block[(c * _rows) + first], powers = &_powers[3 * c])
                {
                    Shift(values, scratch + ((c - group) * Chunk), powers);
                }
            }

            PanelPacker.TransposeGroup(scratch, panels + ((long)stride * (group / _kernel.Width)) + (group % _kernel.Width), Chunk, _kernel.Width);
        }
    }

    private void Shift(double* values, double* target, double* powers)
    {
        Vector256<double> shift = Vector256.Create(_shift), sum = default, cubes = default, fourths = default;
        for (int row = 0; row < Chunk; row += 4)
        {
            Vector256<double> d = Vector256.Load(values + row) - shift;
            d.Store(target + row);
            Vector256<double> square = d * d;
            sum += d;
            cubes = Vector256.MultiplyAddEstimate(square, d, cubes);
            fourths = Vector256.MultiplyAddEstimate(square, square, fourths);
        }

        powers[0] += Vector256.Sum(sum);
        powers[1] += Vector256.Sum(cubes);
        powers[2] += Vector256.Sum(fourths);
    }

    private void Drain(TileGrid grid, double* tiles)
    {
        int width = _kernel.Width, position = 0;
        for (int row = 0; row < _columns; row++)
        {
            for (int first = 0; first <= row; first += width)
            {
                double* tile = tiles + (((grid.Tile(row / _kernel.Lanes, first / width) * _kernel.Lanes) + (row % _kernel.Lanes)) * width);
                for (int c = first; c < first + width && c <= row; c++)
                {
                    _triangle[position++] += tile[c - first];
                }
            }
        }

        new Span<double>(tiles, (int)(grid.Tiles * _kernel.Lanes * width)).Clear();
    }
}
