using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Σd and Σd² of each column over the rows in which a group is missing, from the packed panels.</summary>
/// <remarks>
/// A missing cell costs a vector addition and a multiplication for every few columns, and complete groups cost nothing. The sums of each group stay
/// in double while that is exact, so that the wide integers, p² of them, are touched once in many rows.
/// </remarks>
internal sealed unsafe class DeficitSums(TileKernel kernel)
{
    private readonly AlignedBuffer _sums = new();
    private readonly List<int> _groups = [];
    private int[] _places = [];
    private int[] _open = [];
    private long[] _both = [];
    private long[] _missing = [];
    private int _exactRows;
    private int _panelWords;
    private int _groupWords;
    private double* _lanes;

    /// <summary>The groups that are missing in some rows of the run and present in others.</summary>
    public ReadOnlySpan<int> Groups => CollectionsMarshal.AsSpan(_groups);

    /// <summary>Starts from zero.</summary>
    /// <param name="schema">The attributes of the sums.</param>
    /// <param name="run">The columns and their panels.</param>
    /// <param name="blocks">The blocks of the run.</param>
    public void Reset(Schema schema, PackedRun run, ReadOnlySpan<RowBlock> blocks)
    {
        if (_places.Length < schema.GroupCount)
            (_places, _open, _missing) = (new int[schema.GroupCount], new int[schema.GroupCount], new long[schema.GroupCount]);
        FindGroups(schema, run.Layout, blocks);
        if (_both.Length < ExactSums.Triangle(_groups.Count))
            _both = new long[ExactSums.Triangle(_groups.Count)];
        (_exactRows, _panelWords) = (RowBlock.Capacity, 2 * kernel.Width);
        int panels = 0;
        foreach (LimbProduct product in run.Products)
        {
            _exactRows = Math.Min(_exactRows, product.ExactRows);
            panels += product.PanelCount;
        }

        _groupWords = panels * _panelWords;
        _lanes = _sums.Reserve((long)_groupWords * _groups.Count);
    }

    /// <summary>Whether no value is missing.</summary>
    public bool IsEmpty => _groups.Count == 0;

    /// <summary>Counts the rows of a block in which groups are missing.</summary>
    public void Count(MissingRows missing)
    {
        foreach (int group in missing.Groups)
        {
            _missing[_places[group]] += missing.Count(group);
        }

        missing.CountPairs(_both, _places);
    }

    /// <summary>Number of rows of the run in which one of <see cref="Groups"/> is missing.</summary>
    public long Missing(int group) => _missing[_places[group]];

    /// <summary>Adds the rows of a chunk in which groups are missing.</summary>
    /// <param name="sums">The sums, whose deficits grow.</param>
    /// <param name="run">The columns and their panels.</param>
    /// <param name="missing">The missing rows.</param>
    /// <param name="first">The first row of the chunk.</param>
    /// <param name="sign">1 or −1.</param>
    public void AddChunk(ExactSums sums, PackedRun run, MissingRows missing, int first, int sign)
    {
        Span<ushort> rows = stackalloc ushort[PanelPacker.ChunkRows];
        foreach (int group in missing.Groups)
        {
            ReadOnlySpan<ushort> list = rows[..missing.List(group, first, rows)];
            if (list.IsEmpty)
                continue;
            int place = _places[group];
            if (_open[place] + list.Length > _exactRows)
                Close(sums, run, place, sign);
            _open[place] += list.Length;
            double* lanes = _lanes + ((long)place * _groupWords);
            foreach (LimbProduct product in run.Products)
            {
                lanes = AddRows(product, list, lanes);
            }
        }
    }

    /// <summary>Adds what is left, and the counts.</summary>
    public void AddTo(ExactSums sums, PackedRun run, int sign)
    {
        for (int place = 0; place < _groups.Count; place++)
        {
            Close(sums, run, place, sign);
            GroupDeficit deficit = sums.DeficitOf(_groups[place]);
            deficit.Missing += sign * _missing[place];
            deficit.Both[_groups[place]] += sign * _missing[place];
            _missing[place] = 0;
            for (int other = 0; other < place; other++)
            {
                ref long both = ref _both[ExactSums.Position(place, other)];
                deficit.Both[_groups[other]] += sign * both;
                sums.DeficitOf(_groups[other]).Both[_groups[place]] += sign * both;
                both = 0;
            }
        }

        _sums.Trim();
    }

    /// <summary>Numbers the groups that are missing in some rows of the run and present in others.</summary>
    private void FindGroups(Schema schema, RunLayout layout, ReadOnlySpan<RowBlock> blocks)
    {
        _groups.Clear();
        _places.AsSpan().Fill(-1);
        foreach (ref readonly PanelColumn column in layout.Columns)
        {
            int group = schema.GroupOf(column.Index);
            foreach (RowBlock block in blocks)
            {
                if (_places[group] >= 0 || block.Columns[column.Position].Count == block.Rows)
                    continue;
                _places[group] = _groups.Count;
                _groups.Add(group);
            }
        }
    }

    /// <summary>Adds rows of a panel product's numbers and their squares.</summary>
    /// <returns>Where the next product's sums begin.</returns>
    private double* AddRows(LimbProduct product, ReadOnlySpan<ushort> list, double* lanes)
    {
        int stride = TileGrid.PanelStride(kernel, PanelPacker.ChunkRows), width = kernel.Width;
        double* panel = product.Panels;
        for (int p = 0; p < product.PanelCount; p++, panel += stride, lanes += _panelWords)
        {
            for (int vector = 0; vector < width; vector += 12)
            {
                AddRows(panel + vector, width, list, lanes + (2 * vector));
            }
        }

        return lanes;
    }

    /// <summary>Three vectors of sums, then three of squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRows(double* panel, int width, ReadOnlySpan<ushort> list, double* lanes)
    {
        Vector256<double> a = Vector256.Load(lanes), b = Vector256.Load(lanes + 4), c = Vector256.Load(lanes + 8);
        Vector256<double> aa = Vector256.Load(lanes + 12), bb = Vector256.Load(lanes + 16), cc = Vector256.Load(lanes + 20);
        foreach (ushort row in list)
        {
            double* numbers = panel + (row * width);
            Vector256<double> d = Vector256.Load(numbers);
            a += d;
            aa = Vector256.MultiplyAddEstimate(d, d, aa);
            d = Vector256.Load(numbers + 4);
            b += d;
            bb = Vector256.MultiplyAddEstimate(d, d, bb);
            d = Vector256.Load(numbers + 8);
            c += d;
            cc = Vector256.MultiplyAddEstimate(d, d, cc);
        }

        a.Store(lanes);
        b.Store(lanes + 4);
        c.Store(lanes + 8);
        aa.Store(lanes + 12);
        bb.Store(lanes + 16);
        cc.Store(lanes + 20);
    }

    private void Close(ExactSums sums, PackedRun run, int place, int sign)
    {
        GroupDeficit deficit = sums.DeficitOf(_groups[place]);
        double* lanes = _lanes + ((long)place * _groupWords);
        foreach (LimbProduct product in run.Products)
        {
            for (int c = 0; c < product.Columns; c++)
            {
                double* sum = lanes + (24 * (c / 12)) + (c % 12);
                long part = double.ConvertToIntegerNative<long>(sum[0]), squares = double.ConvertToIntegerNative<long>(sum[12]);
                Add(deficit, run.Layout.Columns[c], product.Panel, (sign * part, sign * squares));
            }

            lanes += product.PanelCount * _panelWords;
        }

        new Span<double>(_lanes + ((long)place * _groupWords), _groupWords).Clear();
        _open[place] = 0;
    }

    private static void Add(GroupDeficit deficit, in PanelColumn column, LimbPanel panel, (long Sum, long Squares) part)
    {
        if (panel.IsSingle)
            deficit.Sums[column.Index] += (Int128)part.Sum << (LimbPanel.LimbBits * panel.Low);
        panel.AddTo(ref deficit.Squares[column.Index], part.Squares, column.Limbs);
    }
}
