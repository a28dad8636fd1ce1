using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Linear;

/// <summary>The triangular solve that finishes a tile: as many columns as a vector has lanes, for the rows of one panel.</summary>
internal abstract unsafe class StripKernel
{
    /// <summary>The kernel that goes with one that multiplies.</summary>
    public static StripKernel For(TileKernel kernel) => kernel switch
    {
        Vector512TileKernel => new Vector512StripKernel(),
        Vector256TileKernel => new Vector256StripKernel(),
        _ => new ScalarStripKernel(kernel.Lanes, kernel.Width),
    };

    /// <summary>Replaces −B by X in X·Lᵀ = B.</summary>
    /// <param name="tile">−B, one row of it in each lane; column after column.</param>
    /// <param name="triangle">L, in the same way.</param>
    /// <param name="reciprocals">−1 / the diagonal of L.</param>
    /// <param name="vectors">How many vectors of the tile hold rows, at least 0.</param>
    public abstract void Solve(double* tile, double* triangle, double* reciprocals, int vectors);
}
