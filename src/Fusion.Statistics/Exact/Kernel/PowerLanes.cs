namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Σd, Σd³ and Σd⁴ of the continuous columns of a run: lanes of doubles that are still exact, and what was moved out of them into integers.</summary>
internal sealed unsafe class PowerLanes
{
    /// <summary>The most vectors of a column.</summary>
    private const int MaxVectors = WidePowers.Vectors;

    private const int Lanes = 4;

    private readonly AlignedBuffer _open = new();
    private readonly AlignedBuffer _closed = new();
    private readonly AlignedBuffer _scratch = new();
    private double* _lanes;
    private long* _integers;

    /// <summary>The number of rows after which the lanes have to be closed.</summary>
    public int ExactRows { get; private set; }

    /// <summary>Starts from zero.</summary>
    public void Reset(RunLayout layout)
    {
        _integers = (long*)_closed.Reserve(layout.Continuous * MaxVectors);
        _lanes = _open.Reserve(layout.Continuous * MaxVectors * Lanes);
        new Span<long>(_integers, layout.Continuous * MaxVectors).Clear();
        new Span<double>(_lanes, layout.Continuous * MaxVectors * Lanes).Clear();
        ExactRows = Math.Min(WidePowers.ExactRows, NarrowPowers.ExactRows(layout.Narrow));
    }

    /// <summary>Adds some rows of a column.</summary>
    /// <param name="c">Its place in the layout.</param>
    /// <param name="column">The column.</param>
    /// <param name="limbs">The limbs of its deviations.</param>
    /// <param name="stride">Doubles from one limb to the next.</param>
    /// <param name="rows">The number of rows, a multiple of four, at most <see cref="PanelPacker.ChunkRows"/>.</param>
    public void Add(int c, in PanelColumn column, double* limbs, int stride, int rows)
    {
        double* lanes = _lanes + (c * MaxVectors * Lanes);
        switch (column.Limbs)
        {
            case 1:
                NarrowPowers.Add(limbs, rows, NarrowPowers.BitsOf(column.Magnitude), lanes);
                break;
            case 2:
                WidePowers.AddTwo(limbs, limbs + stride, rows, _scratch.Reserve(WidePowers.ScratchLength), lanes);
                break;
            default:
                WidePowers.AddThree(limbs, stride, rows, _scratch.Reserve(WidePowers.ScratchLength), lanes);
                break;
        }
    }

    /// <summary>Moves the sums into integers, before they grow past what a double holds, and at the end.</summary>
    public void Close(RunLayout layout)
    {
        for (int c = 0; c < layout.Continuous; c++)
        {
            int vectors = layout.Columns[c].Limbs == 1 ? NarrowPowers.Vectors : MaxVectors;
            double* lanes = _lanes + (c * MaxVectors * Lanes);
            long* integers = _integers + (c * MaxVectors);
            for (int i = 0; i < vectors * Lanes; i++)
            {
                integers[i / Lanes] += double.ConvertToIntegerNative<long>(lanes[i]);
                lanes[i] = 0;
            }
        }
    }

    /// <summary>The sums of a column, once closed.</summary>
    public PowerSums Total(int c, in PanelColumn column)
    {
        var sums = new ReadOnlySpan<long>(_integers + (c * MaxVectors), MaxVectors);
        return column.Limbs == 1 ? NarrowPowers.Total(sums, NarrowPowers.BitsOf(column.Magnitude)) : WidePowers.Total(sums);
    }
}
