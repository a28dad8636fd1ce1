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

    private readonly AlignedBuffer _columns = new();

    /// <summary>Packs some rows of the first columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="part">What of each column.</param>
    /// <param name="rows">The first row and the number of rows, at most <see cref="ChunkRows"/>.</param>
    /// <param name="target">Panels of <see cref="TileKernel.Width"/> columns.</param>
    public void Pack<TPart>(ReadOnlySpan<PanelColumn> columns, TPart part, (int First, int Count) rows, double* target)
        where TPart : struct, IColumnPart
    {
        int stride = TileGrid.PanelStride(kernel, ChunkRows);
        for (int c = 0; c < columns.Length; c += Group)
        {
            double* packed = target + ((long)stride * (c / kernel.Width)) + (c % kernel.Width);
            PackGroup(columns[c..Math.Min(c + Group, columns.Length)], part, rows, packed, kernel.Width);
        }
    }

    /// <summary>Packs some rows of up to four columns; columns that are not there are 0.</summary>
    public void PackGroup<TPart>(ReadOnlySpan<PanelColumn> columns, TPart part, (int First, int Count) rows, double* target, int stride)
        where TPart : struct, IColumnPart
    {
        double* scratch = _columns.Reserve(Group * ChunkRows);
        for (int c = 0; c < Group; c++)
        {
            double* column = scratch + (c * ChunkRows);
            if (c < columns.Length)
                part.Load(columns[c], rows.First, rows.Count, column);
            else
                new Span<double>(column, ChunkRows).Clear();
        }

        TransposeGroup(scratch, target, rows.Count, stride);
    }

    /// <summary>Turns four columns of <see cref="ChunkRows"/> rows into rows.</summary>
    public static void TransposeGroup(double* columns, double* target, int count, int stride)
    {
        for (int row = 0; row < count; row += 4)
        {
            Transpose(columns + row, target + ((long)row * stride), stride);
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

    /// <summary>Four rows of four columns that lie <see cref="ChunkRows"/> apart, to rows.</summary>
    private static void Transpose(double* source, double* target, int stride)
    {
        if (!Avx.IsSupported)
        {
            for (int cell = 0; cell < 4 * Group; cell++)
            {
                target[(cell / Group * stride) + (cell % Group)] = source[(cell % Group * ChunkRows) + (cell / Group)];
            }

            return;
        }

        Vector256<double> a = Vector256.Load(source), b = Vector256.Load(source + ChunkRows);
        Vector256<double> c = Vector256.Load(source + (2 * ChunkRows)), d = Vector256.Load(source + (3 * ChunkRows));
        Vector256<double> evenLow = Avx.UnpackLow(a, b), oddLow = Avx.UnpackHigh(a, b), evenHigh = Avx.UnpackLow(c, d), oddHigh = Avx.UnpackHigh(c, d);
        Avx.Permute2x128(evenLow, evenHigh, 0x20).Store(target);
        Avx.Permute2x128(oddLow, oddHigh, 0x20).Store(target + stride);
        Avx.Permute2x128(evenLow, evenHigh, 0x31).Store(target + (2 * stride));
        Avx.Permute2x128(oddLow, oddHigh, 0x31).Store(target + (3 * stride));
    }
}
