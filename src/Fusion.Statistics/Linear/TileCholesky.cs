using System.Runtime.CompilerServices;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Linear;

/// <summary>The factorisation L·Lᵀ of a large symmetric positive definite matrix in double.</summary>
/// <remarks>
/// Backward stable: L·Lᵀ differs from the matrix by at most (p + 2)·ε relative to the diagonal (Higham 2002, theorem 10.3). The bits depend on the vectors
/// of the processor, within that error; on one processor they are always the same. Immutable and thread-safe. Cost p³/6 multiplications for the factor, p² for a
/// solution, p³/6 for the diagonal of the inverse. Memory: p²/2 doubles.
/// </remarks>
public sealed unsafe class TileCholesky
{
    private const int Alignment = 64;
    private const int Padding = Alignment / sizeof(double);

    private readonly PanelLayout _layout;
    private readonly double[] _panels;
    private readonly int _start;
    private readonly double[] _reciprocals;

    private TileCholesky(PanelLayout layout)
    {
        _layout = layout;
        _panels = GC.AllocateUninitializedArray<double>(checked((int)(layout.Length + Padding)), pinned: true);
        _start = (int)(-(nint)Unsafe.AsPointer(ref _panels[0]) & (Alignment - 1)) / sizeof(double);
        _reciprocals = new double[layout.Columns];
    }

    /// <summary>Number of rows.</summary>
    public int Size => _layout.Size;

    /// <summary>Factors a matrix.</summary>
    /// <param name="lower">The lower triangle, row by row: row i has at least i + 1 elements. It is not changed.</param>
    /// <param name="smallestPivot">A pivot that is not larger counts as rounding noise; at least 0.</param>
    /// <returns>The factorisation, or null when the matrix is not positive definite to working precision, or holds NaN or infinity.</returns>
    public static TileCholesky? TryFactor(ReadOnlySpan<double[]> lower, double smallestPivot) => TryFactor(lower, smallestPivot, TileKernel.Best);

    /// <summary>Factors a matrix with the vectors of a kernel.</summary>
    internal static TileCholesky? TryFactor(ReadOnlySpan<double[]> lower, double smallestPivot, TileKernel kernel)
    {
        var factor = new TileCholesky(new PanelLayout(kernel, lower.Length));
        return factor.TryFill(lower, smallestPivot) ? factor : null;
    }

    private bool TryFill(ReadOnlySpan<double[]> lower, double smallestPivot)
    {
        fixed (double* panels = &_panels[_start], reciprocals = _reciprocals)
        {
            PanelCholesky.Fill(_layout, lower, panels);
            return new PanelCholesky(_layout, panels, reciprocals).TryFactor(smallestPivot);
        }
    }
}
