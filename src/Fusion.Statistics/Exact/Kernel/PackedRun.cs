namespace Fusion.Statistics.Exact.Kernel;

/// <summary>The sums of a run of blocks, formed in floating point where that is exact, and added to the exact sums once for all blocks.</summary>
/// <remarks>
/// Deviations become panels of limbs (<see cref="LimbPanel"/>), one register-blocked kernel multiplies each panel with itself, and what it
/// gives is moved to integers before it could round. The blocks of a run agree in their schema, in which columns have no value at all, and in the
/// scales and pivots of the sums they enter. ADR 0006.
/// </remarks>
internal sealed unsafe class PackedRun
{
    /// <summary>The most blocks of a run: their sums of products below 2^46 fit into 63 bits.</summary>
    public const int MaxBlocks = 64;

    private readonly LimbProduct[] _allProducts;
    private readonly LimbProduct[] _products;
    private readonly PanelPacker _packer;
    private readonly PowerLanes _powers = new();
    private readonly MissingRows _missing = new();
    private readonly DeficitSums _deficits;
    private readonly SquaredProducts _squaredProducts;
    private readonly AlignedBuffer _flags = new();
    private readonly TileKernel _kernel;
    private int _productCount;
    private bool[] _isPresent = [];
    private Int128[] _sums = [];
    private Int192[] _squares = [];

    /// <summary>Creates the working memory of one thread.</summary>
    public PackedRun(TileKernel kernel)
    {
        _kernel = kernel;
        _packer = new PanelPacker(kernel);
        _deficits = new DeficitSums(kernel);
        _squaredProducts = new SquaredProducts(kernel, _packer);
        _allProducts = [.. LimbPanel.All.ToArray().Select(panel => new LimbProduct(kernel, panel))];
        _products = new LimbProduct[_allProducts.Length];
    }

    /// <summary>The columns.</summary>
    public RunLayout Layout { get; } = new();

    /// <summary>The panels in use.</summary>
    public ReadOnlySpan<LimbProduct> Products => _products.AsSpan(0, _productCount);

    /// <summary>sums += sign · (sums of the rows).</summary>
    /// <param name="sums">The sums, of a schema that holds all columns, at their final scales and pivots.</param>
    /// <param name="blocks">The blocks of the run.</param>
    /// <param name="indexes">The attribute of each column.</param>
    /// <param name="sign">1 or −1.</param>
    public void AddTo(ExactSums sums, ReadOnlySpan<RowBlock> blocks, ReadOnlySpan<int> indexes, int sign)
    {
        Reset(sums, blocks, indexes);
        long rows = 0;
        foreach (RowBlock block in blocks)
        {
            rows += block.Rows;
            Add(sums, block, sign);
        }

        _powers.Close(Layout);
        foreach (LimbProduct product in Products)
        {
            product.Close();
            product.AddTo(sums, Layout, sign);
        }

        AddPowers(sums, sign);
        AddAbsent(sums, rows, sign);
        if (!_deficits.IsEmpty)
            _deficits.AddTo(sums, this, sign);
        if (sums.SquaredProducts is { } side)
            _squaredProducts.AddTo(side, sums.Schema, Layout, sign);
        sums.Rows += sign * rows;
    }

    private void Reset(ExactSums sums, ReadOnlySpan<RowBlock> blocks, ReadOnlySpan<int> indexes)
    {
        Layout.Arrange(sums, blocks, indexes);
        _powers.Reset(Layout);
        _productCount = 0;
        foreach (LimbProduct product in _allProducts)
        {
            product.Reset(Layout);
            if (product.Columns > 0)
                _products[_productCount++] = product;
        }

        _deficits.Reset(sums.Schema, this, blocks);
        if (sums.SquaredProducts is not null)
            _squaredProducts.Reset(Layout);
    }

    private void Add(ExactSums sums, RowBlock block, int sign)
    {
        Layout.Load(block);
        if (!_deficits.IsEmpty)
        {
            _missing.Find(Layout.Columns, sums.Schema);
            _deficits.Count(_missing);
        }

        int flags = Layout.Count - Layout.Continuous;
        double* flagged = _flags.Reserve((long)TileGrid.PanelStride(_kernel, PanelPacker.ChunkRows) * ((flags / _kernel.Width) + 1));
        for (int first = 0; first < block.Rows; first += PanelPacker.ChunkRows)
        {
            int count = Math.Min(PanelPacker.ChunkRows, block.Rows - first);
            _powers.Expect(Layout);
            _packer.Pack(Layout, (first, count), _powers, Products);
            if (flags > 0 && Layout.Continuous > 0)
                _packer.PackFlags(Layout, count, _products[0].Panels, flagged);
            foreach (LimbProduct product in Products)
            {
                product.Multiply(count, flagged);
            }

            if (!_deficits.IsEmpty)
                _deficits.AddChunk(sums, this, _missing, first, sign);
            if (sums.SquaredProducts is not null)
                _squaredProducts.Multiply(Layout, (first, count));
        }
    }

    /// <summary>Adds Σd, Σd³ and Σd⁴; those of a binary column are all its Σd².</summary>
    private void AddPowers(ExactSums sums, int sign)
    {
        if (_sums.Length < Layout.Count)
            (_sums, _squares) = (new Int128[Layout.Count], new Int192[Layout.Count]);
        for (int c = 0; c < Layout.Count; c++)
        {
            PowerSums powers = TotalOf(c);
            (_sums[c], _squares[c]) = (powers.Sum, SquaresOf(c));
            ref AttributeSums attribute = ref sums.Attributes[Layout.Columns[c].Index];
            attribute.Sum += sign * powers.Sum;
            attribute.Cubes += ExactSums.Signed(powers.Cubes, sign);
            attribute.Fourths += ExactSums.Signed(powers.Fourths, sign);
        }
    }

    private PowerSums TotalOf(int c)
    {
        if (c < Layout.Continuous)
            return _powers.Total(Layout, c);
        long ones = _products[0].Sum(c, c);
        return new PowerSums(ones, ones, ones);
    }

    /// <summary>Σd² of a column.</summary>
    private Int192 SquaresOf(int c)
    {
        Int192 squares = 0;
        foreach (LimbProduct product in Products)
        {
            if (c < product.Columns)
                product.Panel.AddTo(ref squares, product.Sum(c, c), Layout.Columns[c].Limbs);
        }

        return squares;
    }

    /// <summary>Adds all sums of the run to the deficits of the groups that no block has a value of.</summary>
    private void AddAbsent(ExactSums sums, long rows, int sign)
    {
        if (rows == 0)
            return;
        int groups = sums.Schema.GroupCount;
        if (_isPresent.Length < groups)
            _isPresent = new bool[groups];
        Array.Clear(_isPresent);
        foreach (ref readonly PanelColumn column in Layout.Columns)
        {
            _isPresent[sums.Schema.GroupOf(column.Index)] = true;
        }

        for (int group = 0; group < groups; group++)
        {
            if (!_isPresent[group])
                AddAbsent(sums, group, rows, sign);
        }
    }

    private void AddAbsent(ExactSums sums, int group, long rows, int sign)
    {
        GroupDeficit deficit = sums.DeficitOf(group);
        deficit.Missing += sign * rows;
        for (int other = 0; other < sums.Schema.GroupCount; other++)
        {
            if (!_isPresent[other])
                deficit.Both[other] += sign * rows;
        }

        foreach (int other in _deficits.Groups)
        {
            long both = sign * _deficits.Missing(other);
            deficit.Both[other] += both;
            sums.DeficitOf(other).Both[group] += both;
        }

        for (int c = 0; c < Layout.Count; c++)
        {
            int i = Layout.Columns[c].Index;
            deficit.Sums[i] += sign * _sums[c];
            Int192.Add(ref deficit.Squares[i], _squares[c], sign);
        }
    }
}
