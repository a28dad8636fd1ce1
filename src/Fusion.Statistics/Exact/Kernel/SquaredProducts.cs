namespace Fusion.Statistics.Exact.Kernel;

/// <summary>The side sum Σx²y² of the continuous columns of a run, in floating point about zero.</summary>
internal sealed unsafe class SquaredProducts(TileKernel kernel, PanelPacker packer)
{
    private readonly TileSums _products = new(kernel);
    private readonly AlignedBuffer _panels = new();
    private readonly int _panelStride = TileGrid.PanelStride(kernel, PanelPacker.ChunkRows);

    /// <summary>Starts from zero.</summary>
    public void Reset(RunLayout layout) => _products.Reset(TileGrid.Of(kernel, layout.Continuous, layout.Continuous, triangular: true));

    /// <summary>Adds some rows.</summary>
    public void Multiply(RunLayout layout, (int First, int Count) rows)
    {
        double* panels = _panels.Reserve((long)_panelStride * ((layout.Continuous / kernel.Width) + 1));
        packer.PackSquaredValues(layout, rows, panels);
        _products.Multiply(panels, panels, (rows.Count, _panelStride));
    }

    /// <summary>Adds the sums to those of a statistic, and forgets them.</summary>
    public void AddTo(double[] target, Schema schema, RunLayout layout, int sign)
    {
        for (int row = 0; row < layout.Continuous; row++)
        {
            int i = schema.OrdinalOf(layout.Columns[row].Index);
            for (int c = 0; c <= row; c++)
            {
                int position = ExactSums.Position(i, schema.OrdinalOf(layout.Columns[c].Index));
                target[position] += sign * _products.OpenRow(row, c / kernel.Width)[c % kernel.Width];
            }
        }

        _products.Clear();
    }
}
