using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Σd, Σd³ and Σd⁴ of the continuous columns of a run: lanes of doubles that are still exact, and what was moved out of them into integers.</summary>
/// <remarks>Four columns are a group. One whose columns all have one limb keeps a lane for each, others four lanes of many sums for each.</remarks>
internal sealed unsafe class PowerLanes
{
    private const int Group = PanelPacker.Group;
    private const int Lanes = 4;

    /// <summary>Doubles of a column of several limbs.</summary>
    private const int ColumnLength = WidePowers.Vectors * Lanes;

    private readonly AlignedBuffer _open = new();
    private readonly AlignedBuffer _closed = new();
    private readonly AlignedBuffer _scratch = new();
    private double* _lanes;
    private long* _integers;
    private int _exactRows;
    private int _openRows;

    /// <summary>Starts from zero.</summary>
    public void Reset(RunLayout layout)
    {
        int length = (layout.Count + Group - 1) / Group * Group * ColumnLength;
        _integers = (long*)_closed.Reserve(length);
        _lanes = _open.Reserve(length);
        new Span<long>(_integers, length).Clear();
        new Span<double>(_lanes, length).Clear();
        (_openRows, _exactRows) = (0, NarrowGroup.ExactRows(layout.Narrow));
        if (layout.WithLimbs(2) > 0)
            _exactRows = Math.Min(_exactRows, WidePowers.ExactRows);
    }

    /// <summary>Makes sure that another chunk of rows sums exactly.</summary>
    public void Expect(RunLayout layout)
    {
        if (_openRows + PanelPacker.ChunkRows > _exactRows)
            Close(layout);
        _openRows += PanelPacker.ChunkRows;
    }

    /// <summary>The lanes of a group whose columns all have one limb.</summary>
    /// <param name="c">The place of its first column in the layout.</param>
    public double* OfGroup(int c) => _lanes + (c * ColumnLength);

    /// <summary>Adds some rows of a column in a group of several limbs.</summary>
    /// <param name="c">Its place in the layout.</param>
    /// <param name="count">The number of limbs of the group.</param>
    /// <param name="limbs">The limbs of the column's deviations.</param>
    /// <param name="stride">Doubles from one limb to the next.</param>
    /// <param name="rows">The number of rows, a multiple of four, at most <see cref="PanelPacker.ChunkRows"/>.</param>
    public void Add(int c, int count, double* limbs, int stride, int rows)
    {
        double* scratch = _scratch.Reserve(WidePowers.ScratchLength);
        if (count == 2)
            WidePowers.AddTwo(limbs, limbs + stride, rows, scratch, _lanes + (c * ColumnLength));
        else
            WidePowers.AddThree(limbs, stride, rows, scratch, _lanes + (c * ColumnLength));
    }

    /// <summary>Moves the sums into integers, before they grow past what a double holds, and at the end.</summary>
    public void Close(RunLayout layout)
    {
        _openRows = 0;
        for (int c = 0; c < layout.Count; c += Group)
        {
            int length = IsNarrow(layout, c) ? NarrowGroup.Vectors * Lanes : Group * ColumnLength;
            for (int i = c * ColumnLength; i < (c * ColumnLength) + length; i += Lanes)
            {
                Vector256<long> part = Vector256.ConvertToInt64Native(Vector256.Load(_lanes + i));
                (Vector256.Load(_integers + i) + part).Store(_integers + i);
                Vector256<double>.Zero.Store(_lanes + i);
            }
        }
    }

    /// <summary>The sums of a column, once closed.</summary>
    public PowerSums Total(RunLayout layout, int c)
    {
        int group = c / Group * Group;
        if (IsNarrow(layout, group))
            return NarrowGroup.Total(new ReadOnlySpan<long>(_integers + (group * ColumnLength), ColumnLength), c - group, layout.Columns[c].Magnitude);
        Span<long> sums = stackalloc long[WidePowers.Vectors];
        for (int i = 0; i < ColumnLength; i++)
        {
            sums[i / Lanes] += _integers[(c * ColumnLength) + i];
        }

        return WidePowers.Total(sums);
    }

    private static bool IsNarrow(RunLayout layout, int group) => layout.Columns[group].Limbs == 1;
}
