using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Linear;

/// <summary>The factorisation L·Lᵀ of a large symmetric positive definite matrix in double.</summary>
/// <remarks>
/// Backward stable: L·Lᵀ differs from the matrix by at most (p + 2)·ε relative to the diagonal (Higham 2002, theorem 10.3). The bits depend on the vectors
/// of the processor, within that error; on one processor they are always the same. Immutable and thread-safe. Cost p³/6 multiplications for the factor,
/// p² for a solution, p³/6 for the diagonal of the inverse. Memory: p²/2 doubles.
/// </remarks>
public sealed unsafe class TileCholesky
{
    private readonly PanelLayout _layout;
    private readonly double[] _panels;
    private readonly double[] _reciprocals;

    private TileCholesky(PanelLayout layout)
    {
        _layout = layout;
        _panels = GC.AllocateUninitializedArray<double>(checked((int)layout.Length));
        _reciprocals = new double[layout.Rows];
    }

    /// <summary>Number of rows.</summary>
    public int Size => _layout.Size;

    /// <summary>One element of L; 0 above the diagonal.</summary>
    /// <param name="row">Row, 0-based.</param>
    /// <param name="column">Column, 0-based.</param>
    public double this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Size, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Size, nameof(column));
            int width = _layout.Width;
            return column > row ? 0 : _panels[_layout.Start(row / width) + ((long)width * column) + (row % width)];
        }
    }

    /// <summary>Factors a matrix.</summary>
    /// <param name="lower">The lower triangle, row by row: row i has at least i + 1 elements. It is not changed.</param>
    /// <param name="smallestPivot">A pivot that is not larger counts as rounding noise; at least 0.</param>
    /// <returns>The factorisation, or null when the matrix is not positive definite to working precision, or holds NaN or infinity.</returns>
    public static TileCholesky? TryFactor(ReadOnlySpan<double[]> lower, double smallestPivot) => TryFactor(lower, smallestPivot, TileKernel.Best);

    /// <summary>Factors a matrix with the vectors of a kernel.</summary>
    internal static TileCholesky? TryFactor(ReadOnlySpan<double[]> lower, double smallestPivot, TileKernel kernel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(smallestPivot);
        var factor = new TileCholesky(new PanelLayout(kernel, lower.Length));
        return factor.TryFill(lower, smallestPivot) ? factor : null;
    }

    /// <summary>Solves A·x = b in place.</summary>
    /// <param name="vector">b, then x; of the matrix' size.</param>
    public void Solve(Span<double> vector)
    {
        if (vector.Length != Size)
            throw new ArgumentException($"The right-hand side has {vector.Length} elements, the matrix {Size} rows.", nameof(vector));
        var padded = new double[_layout.Rows];
        vector.CopyTo(padded);
        fixed (double* panels = _panels, reciprocals = _reciprocals, x = padded)
        {
            new PanelVector(_layout, panels, reciprocals).Solve(x);
        }

        padded.AsSpan(0, Size).CopyTo(vector);
    }

    /// <summary>The diagonal of A⁻¹.</summary>
    /// <returns>One element for each row: the sum of squares of a column of L⁻¹.</returns>
    public double[] InverseDiagonal()
    {
        var diagonal = new double[_layout.Rows];
        var rows = new double[_layout.Width * _layout.Rows];
        fixed (double* panels = _panels, reciprocals = _reciprocals, x = rows, sums = diagonal)
        {
            var factor = new PanelCholesky(_layout, panels, reciprocals);
            for (int panel = 0; panel < _layout.Panels; panel++)
            {
                int first = panel * _layout.Width;
                FillUnit(rows, first);
                factor.Solve(x, _layout.Vectors(panel), first);
                AddSquares(x, first, sums + first);
            }
        }

        return diagonal[..Size];
    }

    /// <summary>Writes minus the rows of the unit matrix that belong to a panel.</summary>
    private void FillUnit(Span<double> rows, int first)
    {
        rows.Clear();
        for (int lane = 0; lane < _layout.Width; lane++)
        {
            rows[(_layout.Width * (first + lane)) + lane] = -1;
        }
    }

    private void AddSquares(double* rows, int first, double* sums)
    {
        for (int column = first; column < _layout.Columns; column++)
        {
            for (int lane = 0; lane < _layout.Width; lane++)
            {
                double value = rows[((long)_layout.Width * column) + lane];
                sums[lane] += value * value;
            }
        }
    }

    private bool TryFill(ReadOnlySpan<double[]> lower, double smallestPivot)
    {
        fixed (double* panels = _panels, reciprocals = _reciprocals)
        {
            PanelCholesky.Fill(_layout, lower, panels);
            return new PanelCholesky(_layout, panels, reciprocals).TryFactor(smallestPivot);
        }
    }
}
