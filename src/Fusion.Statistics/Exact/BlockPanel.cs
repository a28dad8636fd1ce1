using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Exact;

/// <summary>The sums of one block, formed in floating point where that is exact, and added to the exact sums.</summary>
/// <remarks>
/// Deviations become panels of limbs (<see cref="LimbPanel"/>), one register-blocked kernel multiplies each panel with itself, and what it
/// gives is moved to integers before it could round. Continuous columns come first, those with most limbs in front, so that a panel of higher
/// limbs is a shorter one: a few wide columns do not slow the others. ADR 0006.
/// </remarks>
internal sealed unsafe class BlockPanel
{
    private readonly TileKernel _kernel;
    private readonly PanelPacker _packer;
    private readonly TileSums _products;
    private readonly TileSums _conditionals;
    private readonly DeficitSums _deficits;
    private readonly AlignedBuffer _panels = new();
    private readonly AlignedBuffer _squarePanels = new();
    private readonly AlignedBuffer _flagPanels = new();
    private readonly int[] _withLimbs = new int[3];
    private PanelColumn[] _columns = [];
    private int[] _indexes = [];
    private Int128[] _sums = [];
    private Int192[] _squares = [];
    private int _count;
    private int _continuous;
    private int _rows;
    private ulong _narrow;

    /// <summary>Creates the working memory of one thread.</summary>
    public BlockPanel(TileKernel kernel)
    {
        _kernel = kernel;
        _packer = new PanelPacker(kernel);
        _products = new TileSums(kernel);
        _conditionals = new TileSums(kernel);
        _deficits = new DeficitSums(_packer);
    }

    private ReadOnlySpan<PanelColumn> Columns => _columns.AsSpan(0, _count);

    private int PanelStride => TileGrid.PanelStride(_kernel, PanelPacker.ChunkRows);

    /// <summary>Takes a block in.</summary>
    /// <param name="columns">The columns at their final scale and pivot.</param>
    /// <param name="rows">Number of rows.</param>
    public void Load(ReadOnlySpan<BlockColumn> columns, int rows)
    {
        (_count, _rows, _narrow, _continuous) = (0, rows, 0, 0);
        if (_columns.Length < columns.Length)
        {
            Array.Resize(ref _columns, columns.Length);
            _indexes = new int[columns.Length];
            _sums = new Int128[columns.Length];
            _squares = new Int192[columns.Length];
        }

        for (int limbs = _withLimbs.Length; limbs > 0; limbs--)
        {
            Load(columns, AttributeKind.Continuous, limbs);
            _withLimbs[limbs - 1] = _count;
        }

        _continuous = _count;
        Load(columns, AttributeKind.Binary, 1);
        _withLimbs[0] = _count;
        _squares.AsSpan(0, _count).Clear();
    }

    /// <summary>Adds every sum but the deficits.</summary>
    public void AddTo(ExactSums sums, int sign)
    {
        for (int c = 0; c < _count; c++)
        {
            AddPowers(sums, c, sign);
        }

        foreach (LimbPanel panel in LimbPanel.All)
        {
            if (_withLimbs[panel.High] > 0)
            {
                Multiply(panel);
                AddProducts(sums, panel, sign);
                AddConditionals(sums, panel, sign);
            }
        }

        if (sums.SquaredProducts is { } products && _continuous > 0)
            AddSquaredProducts(products, sums.Schema, sign);
    }

    /// <summary>Adds the sums over the rows in which groups are missing. Comes after <see cref="AddTo"/>.</summary>
    public void AddDeficitsTo(ExactSums sums, MissingRows missing, int sign)
    {
        for (int group = 0; group < sums.Schema.GroupCount; group++)
        {
            if (missing.Count(group) != _rows || _rows == 0)
                continue;
            GroupDeficit deficit = sums.DeficitOf(group);
            for (int c = 0; c < _count; c++)
            {
                int i = _columns[c].Source.Index;
                deficit.Sums[i] += sign * _sums[c];
                deficit.Squares[i] += _squares[c];
            }
        }

        if (missing.Partial > 0)
            _deficits.AddTo(sums, Columns, missing, sign);
    }

    private void Load(ReadOnlySpan<BlockColumn> columns, AttributeKind kind, int limbs)
    {
        foreach (ref readonly BlockColumn column in columns)
        {
            ulong magnitude = PanelColumn.MagnitudeOf(column);
            if (column.Source.Attribute.Kind != kind || LimbPanel.LimbsOf(magnitude) != limbs)
                continue;
            if (limbs == 1)
                _narrow = Math.Max(_narrow, magnitude);
            _indexes[_count] = column.Index;
            _columns[_count++].Load(column, _rows);
        }
    }

    private void AddPowers(ExactSums sums, int c, int sign)
    {
        PowerSums powers = PowerSums.Of(_columns[c]);
        _sums[c] = powers.Sum;
        ref AttributeSums attribute = ref sums.Attributes[_columns[c].Source.Index];
        attribute.Sum += sign * powers.Sum;
        attribute.Cubes += ExactSums.Signed(powers.Cubes, sign);
        attribute.Fourths += ExactSums.Signed(powers.Fourths, sign);
    }

    /// <summary>Multiplies a panel with itself, and its squares with the binary columns.</summary>
    private void Multiply(LimbPanel panel)
    {
        int rows = _withLimbs[panel.Low], columns = _withLimbs[panel.High], squares = Math.Min(columns, _continuous), flags = _count - _continuous;
        int exactRows = panel.ExactRows(_columns[0].IsContinuous ? _columns[0].Limbs : 1, _narrow, PanelPacker.ChunkRows);
        double* packed = ReservePanels(_panels, rows), squared = ReservePanels(_squarePanels, squares), flagged = ReservePanels(_flagPanels, flags);
        _products.Reset(TileGrid.Of(_kernel, rows, columns, triangular: true));
        _conditionals.Reset(TileGrid.Of(_kernel, flags, squares, triangular: false));
        int open = 0;
        for (int first = 0; first < _rows; first += PanelPacker.ChunkRows)
        {
            if (open + PanelPacker.ChunkRows > exactRows)
            {
                _products.Close();
                _conditionals.Close();
                open = 0;
            }

            int count = Math.Min(PanelPacker.ChunkRows, _rows - first);
            _packer.Pack(_columns.AsSpan(0, rows), panel, (first, count), packed);
            _products.Multiply(packed, packed, (count, PanelStride));
            if (squares > 0 && flags > 0)
            {
                PanelPacker.Square(packed, squared, PanelsLength(squares));
                _packer.Pack(_columns.AsSpan(_continuous, flags), new LimbPanel(0, 0), (first, count), flagged);
                _conditionals.Multiply(squared, flagged, (count, PanelStride));
            }

            open += PanelPacker.ChunkRows;
        }

        _products.Close();
        _conditionals.Close();
    }

    private void AddProducts(ExactSums sums, LimbPanel panel, int sign)
    {
        int rows = _withLimbs[panel.Low], columns = _withLimbs[panel.High], width = _kernel.Width;
        for (int row = 0; row < rows; row++)
        {
            int last = Math.Min(row, columns - 1);
            for (int first = 0; first <= last; first += width)
            {
                ReadOnlySpan<long> tile = _products.Row(row, first / width)[..Math.Min(width, last + 1 - first)];
                int wide = Math.Clamp(_withLimbs[1] - first, 0, tile.Length);
                AddWide(sums.Products, (row, first), panel, tile[..wide], sign);
                AddNarrow(sums.Products, (row, first + wide), tile[wide..], sign);
            }

            if (row < columns)
                panel.AddTo(ref _squares[row], sign * _products.Row(row, row / width)[row % width], _columns[row].Limbs);
        }
    }

    /// <summary>Adds to the products of one column with columns of one limb, from a first one on.</summary>
    private void AddNarrow(Int192[] products, (int Row, int First) pair, ReadOnlySpan<long> tile, int sign)
    {
        int i = _indexes[pair.Row], start = ExactSums.Position(i, 0);
        ReadOnlySpan<int> indexes = _indexes.AsSpan(pair.First, tile.Length);
        for (int c = 0; c < indexes.Length; c++)
        {
            int j = indexes[c];
            Int192.Add(ref products[j <= i ? start + j : ExactSums.Position(i, j)], sign * tile[c]);
        }
    }

    /// <summary>Adds to the products of one column with columns of several limbs, from a first one on.</summary>
    private void AddWide(Int192[] products, (int Row, int First) pair, LimbPanel panel, ReadOnlySpan<long> tile, int sign)
    {
        int i = _indexes[pair.Row], c = 0;
        while (c < tile.Length)
        {
            int limbs = _columns[pair.First + c].Limbs;
            int end = Math.Min(tile.Length, _withLimbs[limbs - 1] - pair.First);
            (long factor, int shift) = panel.Weight(limbs);
            for (; c < end; c++)
            {
                Int192.Add(ref products[ExactSums.Position(i, _indexes[pair.First + c])], Math.BigMul(sign * tile[c], factor), shift);
            }
        }
    }

    private void AddConditionals(ExactSums sums, LimbPanel panel, int sign)
    {
        int columns = Math.Min(_withLimbs[panel.High], _continuous), width = _kernel.Width;
        for (int flag = 0; flag < _count - _continuous; flag++)
        {
            Int192[] targets = sums.Conditionals[_columns[_continuous + flag].Source.Index]!;
            for (int c = 0; c < columns; c++)
            {
                ref readonly PanelColumn column = ref _columns[c];
                long sum = _conditionals.Row(flag, c / width)[c % width];
                panel.AddTo(ref targets[sums.Schema.OrdinalOf(column.Source.Index)], sign * sum, column.Limbs);
            }
        }
    }

    private void AddSquaredProducts(double[] products, Schema schema, int sign)
    {
        double* packed = ReservePanels(_panels, _continuous);
        _products.Reset(TileGrid.Of(_kernel, _continuous, _continuous, triangular: true));
        for (int first = 0; first < _rows; first += PanelPacker.ChunkRows)
        {
            int count = Math.Min(PanelPacker.ChunkRows, _rows - first);
            _packer.Pack(_columns.AsSpan(0, _continuous), default(SquaredValue), (first, count), packed);
            _products.Multiply(packed, packed, (count, PanelStride));
        }

        for (int row = 0; row < _continuous; row++)
        {
            int i = schema.OrdinalOf(_columns[row].Source.Index);
            for (int c = 0; c <= row; c++)
            {
                int position = ExactSums.Position(i, schema.OrdinalOf(_columns[c].Source.Index));
                products[position] += sign * _products.OpenRow(row, c / _kernel.Width)[c % _kernel.Width];
            }
        }

        _products.Clear();
    }

    private long PanelsLength(int columns) => (long)PanelStride * ((columns + _kernel.Width - 1) / _kernel.Width);

    private double* ReservePanels(AlignedBuffer buffer, int columns) => buffer.Reserve(PanelsLength(columns));
}
