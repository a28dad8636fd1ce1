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
    private readonly long[] _copies = new long[LimbStride];
    private readonly long[] _zeros = new long[ChunkRows];

    /// <summary>Packs some rows of all columns into every panel of limbs, and adds the powers of continuous ones.</summary>
    /// <param name="layout">The columns.</param>
    /// <param name="rows">The first row, a multiple of the chunk, and the number of rows, at most a chunk.</param>
    /// <param name="powers">Takes the powers.</param>
    /// <param name="products">The panels, that of the lowest limb first.</param>
    public void Pack(RunLayout layout, (int First, int Count) rows, PowerLanes powers, ReadOnlySpan<LimbProduct> products)
    {
        for (int c = 0; c < layout.Count; c += Group)
        {
            if (layout.Columns[c].Limbs == 1)
            {
                PackNarrow(layout, c, rows, products[0].Panels + Place(c), powers.OfGroup(c));
                CopyNarrow(products, c, rows.Count);
            }
            else
            {
                PackWide(layout, c, rows, powers, products);
            }
        }
    }

    /// <summary>Takes the binary columns out of the panels of the lowest limb, into panels of their own.</summary>
    public void PackFlags(RunLayout layout, int count, double* panels, double* target)
    {
        for (int c = layout.Continuous; c < layout.Count; c++)
        {
            double* from = panels + Place(c), to = target + Place(c - layout.Continuous);
            for (int row = 0; row < count; row++)
            {
                to[row * kernel.Width] = from[row * kernel.Width];
            }
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

    /// <summary>Packs up to four columns of one limb.</summary>
    private void PackNarrow(RunLayout layout, int c, (int First, int Count) rows, double* target, double* lanes)
    {
        var group = new NarrowGroup(Rows(layout, c, 0, rows), Rows(layout, c, 1, rows), Rows(layout, c, 2, rows), Rows(layout, c, 3, rows));
        group.Pack(layout.Constants(c), (rows.Count + 3) & ~3, target, kernel.Width, lanes);
    }

    private ReadOnlySpan<long> Rows(RunLayout layout, int c, int k, (int First, int Count) rows) => c + k < layout.Count
        ? layout.Columns[c + k].Rows(rows.First, rows.Count, _copies.AsSpan(k * ChunkRows, ChunkRows))
        : _zeros;

    /// <summary>Columns of one limb stand in the panel of the lowest limb and in those of its sums with others.</summary>
    private void CopyNarrow(ReadOnlySpan<LimbProduct> products, int c, int rows)
    {
        foreach (LimbProduct product in products[1..])
        {
            if (c >= product.Rows)
                continue;
            double* source = products[0].Panels + Place(c), target = product.Panels + Place(c);
            for (int row = 0; row < rows; row++, source += kernel.Width, target += kernel.Width)
            {
                Vector256.Load(source).Store(target);
            }
        }
    }

    /// <summary>Packs up to four columns of which the first, the widest, has several limbs.</summary>
    private void PackWide(RunLayout layout, int c, (int First, int Count) rows, PowerLanes powers, ReadOnlySpan<LimbProduct> products)
    {
        double* scratch = _columns.Reserve(RunLayout.MaxLimbs * LimbStride);
        int padded = (rows.Count + 3) & ~3, widest = layout.Columns[c].Limbs;
        for (int k = 0; k < Group; k++)
        {
            double* limbs = scratch + (k * ChunkRows);
            int count = 0;
            if (c + k < layout.Count)
            {
                ref readonly PanelColumn column = ref layout.Columns[c + k];
                LimbVectors.Split(column, column.Rows(rows.First, rows.Count, _copies), padded, limbs, LimbStride);
                count = column.Limbs;
            }

            Clear(limbs, count, widest);
            if (c + k < layout.Continuous)
                powers.Add(c + k, widest, limbs, LimbStride, padded);
        }

        foreach (LimbProduct product in products)
        {
            if (c < product.Rows)
                Transpose(scratch, product.Panel.Of(widest), product.Panels + Place(c), padded);
        }
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
