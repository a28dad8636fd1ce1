namespace Fusion.Statistics.Exact.Kernel;

/// <summary>One panel of limbs of a run: packed rows, the products of its columns, and those of their squares with the binary columns.</summary>
internal sealed unsafe class LimbProduct(TileKernel kernel, LimbPanel panel)
{
    private readonly TileSums _products = new(kernel);
    private readonly TileSums _conditionals = new(kernel);
    private readonly AlignedBuffer _panels = new();
    private readonly AlignedBuffer _squares = new();
    private readonly int _panelStride = TileGrid.PanelStride(kernel, PanelPacker.ChunkRows);
    private int _squareColumns;
    private int _flags;
    private int _open;

    /// <summary>Which limbs the panel holds.</summary>
    public LimbPanel Panel => panel;

    /// <summary>Number of columns that take part in a product: those that have the lower limb.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of columns that take part in a product as the one with more limbs: those that have the higher limb.</summary>
    public int Columns { get; private set; }

    /// <summary>Number of panels side by side.</summary>
    public int PanelCount => (Rows + kernel.Width - 1) / kernel.Width;

    /// <summary>The number of rows over which products sum exactly.</summary>
    public int ExactRows { get; private set; }

    /// <summary>The packed rows of the present chunk.</summary>
    public double* Panels { get; private set; }

    /// <summary>Starts from zero.</summary>
    public void Reset(RunLayout layout)
    {
        (Rows, Columns) = (layout.WithLimbs(panel.Low + 1), layout.WithLimbs(panel.High + 1));
        (_squareColumns, _flags) = (Math.Min(Columns, layout.Continuous), layout.Count - layout.Continuous);
        if (Columns == 0)
            return;
        ExactRows = panel.ExactRows(layout.Columns[0].Limbs, layout.Narrow);
        _open = 0;
        Panels = _panels.Reserve((long)_panelStride * PanelCount);
        _products.Reset(TileGrid.Of(kernel, Rows, Columns, triangular: true));
        _conditionals.Reset(TileGrid.Of(kernel, _flags, _squareColumns, triangular: false));
    }

    /// <summary>Adds the products of the packed rows.</summary>
    /// <param name="count">Their number.</param>
    /// <param name="flags">The same rows of the binary columns.</param>
    public void Multiply(int count, double* flags)
    {
        if (_open + PanelPacker.ChunkRows > ExactRows)
            Close();
        _open += PanelPacker.ChunkRows;
        _products.Multiply(Panels, Panels, (count, _panelStride));
        if (_squareColumns == 0 || _flags == 0)
            return;
        long length = (long)_panelStride * ((_squareColumns + kernel.Width - 1) / kernel.Width);
        double* squares = _squares.Reserve(length);
        PanelPacker.Square(Panels, squares, length);
        _conditionals.Multiply(squares, flags, (count, _panelStride));
    }

    /// <summary>Moves the sums into integers, before they grow past what a double holds, and at the end.</summary>
    public void Close()
    {
        _products.Close();
        _conditionals.Close();
        _open = 0;
    }

    /// <summary>The closed sum of products of two columns, of which the first comes not before the second.</summary>
    public long Sum(int row, int column) => _products.Row(row, column / kernel.Width)[column % kernel.Width];

    /// <summary>Adds the closed sums to those of a statistic.</summary>
    public void AddTo(ExactSums sums, RunLayout layout, int sign)
    {
        AddProducts(sums.Products, layout, sign);
        AddConditionals(sums, layout, sign);
    }

    private void AddProducts(Int192[] products, RunLayout layout, int sign)
    {
        int width = kernel.Width, wide = layout.WithLimbs(2);
        for (int row = 0; row < Rows; row++)
        {
            int end = Math.Min(row + 1, Columns);
            for (int first = 0; first < end; first += width)
            {
                ReadOnlySpan<long> tile = _products.Row(row, first / width)[..Math.Min(width, end - first)];
                int split = Math.Clamp(wide - first, 0, tile.Length);
                AddWide(products, layout, (row, first), tile[..split], sign);
                AddNarrow(products, layout, (row, first + split), tile[split..], sign);
            }
        }
    }

    /// <summary>Adds to the products of one column with columns of one limb, from a first one on.</summary>
    private static void AddNarrow(Int192[] products, RunLayout layout, (int Row, int First) pair, ReadOnlySpan<long> tile, int sign)
    {
        ReadOnlySpan<PanelColumn> columns = layout.Columns;
        int i = columns[pair.Row].Index;
        for (int c = 0; c < tile.Length; c++)
        {
            Int192.Add(ref products[ExactSums.Position(i, columns[pair.First + c].Index)], sign * tile[c]);
        }
    }

    /// <summary>Adds to the products of one column with columns of several limbs, from a first one on.</summary>
    private void AddWide(Int192[] products, RunLayout layout, (int Row, int First) pair, ReadOnlySpan<long> tile, int sign)
    {
        ReadOnlySpan<PanelColumn> columns = layout.Columns;
        int i = columns[pair.Row].Index;
        for (int c = 0; c < tile.Length; c++)
        {
            ref readonly PanelColumn column = ref columns[pair.First + c];
            panel.AddTo(ref products[ExactSums.Position(i, column.Index)], sign * tile[c], column.Limbs);
        }
    }

    private void AddConditionals(ExactSums sums, RunLayout layout, int sign)
    {
        ReadOnlySpan<PanelColumn> columns = layout.Columns;
        for (int flag = 0; flag < _flags; flag++)
        {
            Int192[] targets = sums.Conditionals[columns[layout.Continuous + flag].Index]!;
            for (int c = 0; c < _squareColumns; c++)
            {
                long sum = _conditionals.Row(flag, c / kernel.Width)[c % kernel.Width];
                panel.AddTo(ref targets[sums.Schema.OrdinalOf(columns[c].Index)], sign * sum, columns[c].Limbs);
            }
        }
    }
}
