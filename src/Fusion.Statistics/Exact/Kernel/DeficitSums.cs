using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Σd and Σd² of each column over the rows in which a group is missing.</summary>
/// <remarks>
/// A few columns at a time lie row by row in the cache, four to a vector, while the missing rows of every group are walked: the cost is that of
/// the missing cells, and complete groups cost nothing.
/// </remarks>
internal sealed unsafe class DeficitSums(PanelPacker packer)
{
    private const int Group = PanelPacker.Group;

    /// <summary>Columns of one pass over the groups: enough that each group's sums are touched in whole cache lines.</summary>
    private const int Pass = 4 * Group;

    private readonly AlignedBuffer _buffer = new();
    private int _sign;
    private int _exactRows;

    /// <summary>Adds the sums over groups that are missing in some rows and present in others.</summary>
    /// <param name="sums">The sums, whose deficits grow.</param>
    /// <param name="columns">The columns, those with most limbs first.</param>
    /// <param name="missing">The missing rows.</param>
    /// <param name="sign">1 or −1.</param>
    public void AddTo(ExactSums sums, ReadOnlySpan<PanelColumn> columns, MissingRows missing, int sign)
    {
        _sign = sign;
        for (int c = 0; c < columns.Length; c += Pass)
        {
            ReadOnlySpan<PanelColumn> some = columns[c..Math.Min(c + Pass, columns.Length)];
            foreach (LimbPanel panel in LimbPanel.All)
            {
                if (panel.High < some[0].Limbs)
                    AddPanel(sums, some, panel, missing);
            }
        }
    }

    private void AddPanel(ExactSums sums, ReadOnlySpan<PanelColumn> columns, LimbPanel panel, MissingRows missing)
    {
        double* rows = Pack(columns, panel);
        ulong narrow = 0;
        foreach (ref readonly PanelColumn column in columns)
        {
            narrow = column.Limbs == 1 ? Math.Max(narrow, column.Magnitude) : narrow;
        }

        _exactRows = panel.ExactRows(columns[0].Limbs, narrow, 1);
        for (int group = 0; group < sums.Schema.GroupCount; group++)
        {
            if (!missing.IsPartial(group))
                continue;
            GroupDeficit deficit = sums.DeficitOf(group);
            for (int c = 0; c < columns.Length; c += Group)
            {
                ReadOnlySpan<PanelColumn> four = columns[c..Math.Min(c + Group, columns.Length)];
                AddRows(deficit, four, panel, rows + ((long)c * RowBlock.Capacity), missing.Rows(group));
            }
        }
    }

    /// <summary>The columns, four to a row, those four after the rows of the four before.</summary>
    private double* Pack(ReadOnlySpan<PanelColumn> columns, LimbPanel panel)
    {
        double* rows = _buffer.Reserve(Pass * RowBlock.Capacity);
        int count = columns[0].Values.Length;
        for (int c = 0; c < columns.Length; c += Group)
        {
            for (int first = 0; first < count; first += PanelPacker.ChunkRows)
            {
                int length = Math.Min(PanelPacker.ChunkRows, count - first);
                double* target = rows + ((long)c * RowBlock.Capacity) + (Group * first);
                packer.PackGroup(columns[c..Math.Min(c + Group, columns.Length)], panel, (first, length), target, Group);
            }
        }

        return rows;
    }

    private void AddRows(GroupDeficit deficit, ReadOnlySpan<PanelColumn> columns, LimbPanel panel, double* rows, ReadOnlySpan<ushort> list)
    {
        for (int first = 0; first < list.Length; first += _exactRows)
        {
            Sum(rows, list[first..Math.Min(first + _exactRows, list.Length)], out Vector256<double> sum, out Vector256<double> squares);
            for (int lane = 0; lane < columns.Length; lane++)
            {
                long part = double.ConvertToIntegerNative<long>(sum[lane]), squared = double.ConvertToIntegerNative<long>(squares[lane]);
                Add(deficit, columns[lane], panel, (_sign * part, _sign * squared));
            }
        }
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
