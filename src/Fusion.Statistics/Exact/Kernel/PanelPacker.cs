using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Turns columns into panels: the numbers of one row side by side.</summary>
internal sealed unsafe class PanelPacker(TileKernel kernel)
{
    /// <summary>Columns that are turned together.</summary>
    public const int Group = 4;

    /// <summary>Rows that are turned together; a panel of them and the one it is multiplied with stay in the first-level cache.</summary>
    public const int ChunkRows = 128;

    private const int LimbStride = Group * ChunkRows;

    private readonly AlignedBuffer _columns = new();

    /// <summary>Packs some rows of all columns into every panel of limbs, and adds the powers of continuous ones.</summary>
    /// <param name="layout">The columns.</param>
    /// <param name="rows">The first row, a multiple of the chunk, and the number of rows, at most a chunk.</param>
    /// <param name="powers">Takes the powers.</param>
    /// <param name="products">The panels.</param>
    public void Pack(RunLayout layout, (int First, int Count) rows, PowerLanes powers, ReadOnlySpan<LimbProduct> products)
    {
        double* scratch = _columns.Reserve(RunLayout.MaxLimbs * LimbStride);
        int padded = (rows.Count + 3) & ~3;
        Span<PanelColumn> columns = layout.Columns;
        for (int c = 0; c < columns.Length; c += Group)
        {
            for (int k = 0; k < Group; k++)
            {
                double* limbs = scratch + (k * ChunkRows);
                if (c + k < columns.Length)
                    Load(columns, (c, k), rows, limbs);
                else
                    Clear(limbs, 0, columns[c].Limbs);
                if (c + k < layout.Continuous)
                    powers.Add(c + k, columns[c + k], limbs, LimbStride, padded);
            }

            foreach (LimbProduct product in products)
            {
                if (c < product.Rows)
                    Transpose(scratch, product.Panel.Of(columns[c].Limbs), product.Panels + Place(c), padded);
            }
        }
    }

    /// <summary>Packs the binary columns alone.</summary>
    public void PackFlags(RunLayout layout, (int First, int Count) rows, double* target)
    {
        double* scratch = _columns.Reserve(RunLayout.MaxLimbs * LimbStride);
        Span<PanelColumn> flags = layout.Columns[layout.Continuous..];
        for (int c = 0; c < flags.Length; c += Group)
        {
            for (int k = 0; k < Group; k++)
            {
                if (c + k < flags.Length)
                    LimbVectors.Load(flags[c + k], rows.First, rows.Count, scratch + (k * ChunkRows), LimbStride);
                else
                    Clear(scratch + (k * ChunkRows), 0, 1);
            }

            Transpose(scratch, new LimbPanel(0, 0), target + Place(c), (rows.Count + 3) & ~3);
        }
    }

    /// <summary>Packs the squared values of the continuous columns.</summary>
    public void PackSquaredValues(RunLayout layout, (int First, int Count) rows, double* target)
    {
        double* scratch = _columns.Reserve(RunLayout.MaxLimbs * LimbStride);
        for (int c = 0; c < layout.Continuous; c += Group)
        {
            for (int k = 0; k < Group; k++)
            {
                if (c + k < layout.Continuous)
                    SquaredValue.Load(layout.Columns[c + k].Source, rows.First, rows.Count, scratch + (k * ChunkRows));
                else
                    Clear(scratch + (k * ChunkRows), 0, 1);
            }

            Transpose(scratch, new LimbPanel(0, 0), target + Place(c), (rows.Count + 3) & ~3);
        }
    }

    /// <summary>Squares of a panel's numbers; exact, as they are below 2^26.</summary>
    public static void Square(double* panel, double* target, long length)
    {
        for (long i = 0; i < length; i += 4)
        {
            Vector256<double> value = Vector256.Load(panel + i);
            (value * value).Store(target + i);
        }
    }

    /// <summary>Turns four columns of <see cref="ChunkRows"/> rows into rows.</summary>
    public static void TransposeGroup(double* columns, double* target, int count, int stride)
    {
        for (int row = 0; row < count; row += 4)
        {
            Transpose(
                Vector256.Load(columns + row), Vector256.Load(columns + ChunkRows + row),
                (Vector256.Load(columns + (2 * ChunkRows) + row), Vector256.Load(columns + (3 * ChunkRows) + row)),
                target + ((long)row * stride),
                stride);
        }
    }

    /// <summary>Loads one column of a group, and as many limbs as the widest of the group has: that is the first.</summary>
    private static void Load(Span<PanelColumn> columns, (int First, int Offset) group, (int First, int Count) rows, double* limbs)
    {
        ref readonly PanelColumn column = ref columns[group.First + group.Offset];
        LimbVectors.Load(column, rows.First, rows.Count, limbs, LimbStride);
        Clear(limbs, column.Limbs, columns[group.First].Limbs);
    }

    private static void Clear(double* limbs, int first, int end)
    {
        for (int limb = first; limb < end; limb++)
        {
            new Span<double>(limbs + (limb * LimbStride), ChunkRows).Clear();
        }
    }

    private long Place(int column) => ((long)TileGrid.PanelStride(kernel, ChunkRows) * (column / kernel.Width)) + (column % kernel.Width);

    /// <summary>A limb of four columns, or the sum of two limbs, as rows of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transpose(double* scratch, LimbPanel panel, double* target, int count)
    {
        int stride = kernel.Width;
        double* low = scratch + (panel.Low * LimbStride);
        if (panel.IsSingle)
        {
            TransposeGroup(low, target, count, stride);
            return;
        }

        double* high = scratch + (panel.High * LimbStride);
        for (int row = 0; row < count; row += 4)
        {
            Transpose(
                Sum(low, high, row), Sum(low, high, ChunkRows + row), (Sum(low, high, (2 * ChunkRows) + row), Sum(low, high, (3 * ChunkRows) + row)),
                target + ((long)row * stride),
                stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sum(double* low, double* high, int row) => Vector256.Load(low + row) + Vector256.Load(high + row);

    /// <summary>Four rows of four columns, to rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(Vector256<double> a, Vector256<double> b, (Vector256<double> C, Vector256<double> D) others, double* target, int stride)
    {
        (Vector256<double> c, Vector256<double> d) = others;
        if (!Avx.IsSupported)
        {
            for (int row = 0; row < 4; row++)
            {
                Vector256.Create(a[row], b[row], c[row], d[row]).Store(target + (row * stride));
            }

            return;
        }

        Vector256<double> evenLow = Avx.UnpackLow(a, b), oddLow = Avx.UnpackHigh(a, b), evenHigh = Avx.UnpackLow(c, d), oddHigh = Avx.UnpackHigh(c, d);
        Avx.Permute2x128(evenLow, evenHigh, 0x20).Store(target);
        Avx.Permute2x128(oddLow, oddHigh, 0x20).Store(target + stride);
        Avx.Permute2x128(evenLow, evenHigh, 0x31).Store(target + (2 * stride));
        Avx.Permute2x128(oddLow, oddHigh, 0x31).Store(target + (3 * stride));
    }
}
