using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Linear;

/// <summary>The innermost step of a triangular solve: as many columns as a vector has lanes, for the rows of one panel.</summary>
internal abstract unsafe class StripKernel(TileKernel kernel)
{
    /// <summary>The kernel that goes with one that multiplies.</summary>
    public static StripKernel For(TileKernel kernel) => kernel switch
    {
        Vector512TileKernel => new Vector512StripKernel(kernel),
        Vector256TileKernel => new Vector256StripKernel(kernel),
        _ => new ScalarStripKernel(kernel),
    };

    /// <summary>Adds the products of all columns before those of the tile, then solves.</summary>
    /// <param name="columns">The panel of the tile, from the first column that counts.</param>
    /// <param name="rows">The rows of L that belong to the columns of the tile, from the same column.</param>
    /// <param name="count">Number of columns before those of the tile. The tile, and the triangle of L, follow after them.</param>
    /// <param name="vectors">How many vectors of the tile hold rows, 1 to 3.</param>
    /// <param name="reciprocals">−1 / the diagonal of L at these columns.</param>
    public virtual void MultiplyAndSolve(double* columns, double* rows, int count, int vectors, double* reciprocals)
    {
        long offset = (long)kernel.Width * count;
        kernel.Multiply(columns, rows, count, vectors, columns + offset);
        Solve(columns + offset, rows + offset, vectors, reciprocals);
    }

    /// <summary>Replaces −B by X in X·Lᵀ = B.</summary>
    /// <param name="tile">−B, one row of it in each lane; column after column.</param>
    /// <param name="triangle">L, in the same way.</param>
    /// <param name="vectors">How many vectors of the tile hold rows, at least 0.</param>
    /// <param name="reciprocals">−1 / the diagonal of L.</param>
    public abstract void Solve(double* tile, double* triangle, int vectors, double* reciprocals);
}
