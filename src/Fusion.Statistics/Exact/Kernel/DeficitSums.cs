using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Σd and Σd² of each column over the rows in which a group is missing.</summary>
/// <remarks>
/// Four columns at a time lie row by row in the first-level cache while the missing rows of every group are walked: the cost is that of the
/// missing cells, and complete groups cost nothing.
/// </remarks>
internal sealed unsafe class DeficitSums(PanelPacker packer)
{
    private const int Group = PanelPacker.Group;

    private readonly AlignedBuffer _buffer = new();

    /// <summary>Adds the sums over groups that are missing in some rows and present in others.</summary>
    /// <param name="sums">The sums, whose deficits grow.</param>
    /// <param name="columns">The columns, those with most limbs first.</param>
    /// <param name="missing">The missing rows.</param>
    /// <param name="sign">1 or −1.</param>
    public void AddTo(ExactSums sums, ReadOnlySpan<PanelColumn> columns, MissingRows missing, int sign)
    {
        for (int c = 0; c < columns.Length; c += Group)
        {
            ReadOnlySpan<PanelColumn> four = columns[c..Math.Min(c + Group, columns.Length)];
            foreach (LimbPanel panel in LimbPanel.All)
            {
                if (panel.High < four[0].Limbs)
                    AddPanel(sums, four, panel, (missing, sign));
            }
        }
    }

    private void AddPanel(ExactSums sums, ReadOnlySpan<PanelColumn> columns, LimbPanel panel, (MissingRows Rows, int Sign) missing)
    {
        double* rows = Pack(columns, panel);
        ulong narrow = 0;
        foreach (ref readonly PanelColumn column in columns)
        {
            narrow = column.Limbs == 1 ? Math.Max(narrow, column.Magnitude) : narrow;
        }

        int step = panel.ExactRows(columns[0].Limbs, narrow, 1);
        for (int group = 0; group < sums.Schema.GroupCount; group++)
        {
            if (!missing.Rows.IsPartial(group))
                continue;
            GroupDeficit deficit = sums.DeficitOf(group);
            ReadOnlySpan<ushort> list = missing.Rows.Rows(group);
            for (int first = 0; first < list.Length; first += step)
            {
                Sum(rows, list[first..Math.Min(first + step, list.Length)], out Vector256<double> sum, out Vector256<double> squares);
                for (int lane = 0; lane < columns.Length; lane++)
                {
                    Add(deficit, columns[lane], panel, (missing.Sign * double.ConvertToIntegerNative<long>(sum[lane]), missing.Sign * double.ConvertToIntegerNative<long>(squares[lane])));
                }
            }
        }
    }

    private double* Pack(ReadOnlySpan<PanelColumn> columns, LimbPanel panel)
    {
        double* rows = _buffer.Reserve(Group * RowBlock.Capacity);
        int count = columns[0].Values.Length;
        for (int first = 0; first < count; first += PanelPacker.ChunkRows)
        {
            int length = Math.Min(PanelPacker.ChunkRows, count - first);
            packer.PackGroup(columns, panel, (first, length), rows + (Group * first), Group);
        }

        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(double* rows, ReadOnlySpan<ushort> list, out Vector256<double> sum, out Vector256<double> squares)
    {
        Vector256<double> total = default, totalSquares = default;
        foreach (ushort row in list)
        {
            Vector256<double> d = Vector256.Load(rows + (Group * row));
            total += d;
            totalSquares = Vector256.MultiplyAddEstimate(d, d, totalSquares);
        }

        (sum, squares) = (total, totalSquares);
    }

    private static void Add(GroupDeficit deficit, in PanelColumn column, LimbPanel panel, (long Sum, long Squares) part)
    {
        if (panel.High >= column.Limbs)
            return;
        int i = column.Source.Index;
        if (panel.IsSingle)
            deficit.Sums[i] += (Int128)part.Sum << (LimbPanel.LimbBits * panel.Low);
        panel.AddTo(ref deficit.Squares[i], part.Squares, column.Limbs);
    }
}
