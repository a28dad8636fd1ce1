using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>The innermost loop: products of the columns of two panels, summed over rows, as one register tile.</summary>
/// <remarks>
/// A panel holds <see cref="Width"/> columns row by row. All kernels add the rows in the same order; on whole numbers whose sums stay within
/// 2^53 they give the same bits, whether products are rounded before the addition or not, because nothing is ever rounded.
/// </remarks>
internal abstract unsafe class TileKernel
{
    /// <summary>Vectors that make up one row of a panel.</summary>
    public const int VectorsPerPanel = 3;

    /// <summary>Plain double arithmetic, for processors without vectors.</summary>
    public static readonly TileKernel Scalar = new ScalarTileKernel();

    /// <summary>Vectors of four: AVX2 and the like.</summary>
    public static readonly TileKernel FourLanes = new Vector256TileKernel();

    /// <summary>Vectors of eight: AVX-512.</summary>
    public static readonly TileKernel EightLanes = new Vector512TileKernel();

    /// <summary>The fastest kernel of this processor.</summary>
    public static TileKernel Best { get; } =
        Vector512.IsHardwareAccelerated ? EightLanes
        : Vector256.IsHardwareAccelerated ? FourLanes
        : Scalar;

    /// <summary>Lanes of a vector; also the number of tile rows.</summary>
    public abstract int Lanes { get; }

    /// <summary>Columns of a panel, and of a tile.</summary>
    public int Width => VectorsPerPanel * Lanes;

    /// <summary>tile[r, c] += Σ_k rows[k, r] · columns[k, c], for r below <see cref="Lanes"/> and c below vectors · <see cref="Lanes"/>.</summary>
    /// <param name="columns">The first row of a panel.</param>
    /// <param name="rows">The first row of a panel, at the first of the columns wanted from it.</param>
    /// <param name="count">Number of panel rows.</param>
    /// <param name="vectors">How many of the tile's vectors are wanted, 1 to 3.</param>
    /// <param name="tile">The tile, <see cref="Lanes"/> rows of <see cref="Width"/>.</param>
    public abstract void Multiply(double* columns, double* rows, int count, int vectors, double* tile);
}
