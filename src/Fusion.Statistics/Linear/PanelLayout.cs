using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Linear;

/// <summary>Where the elements of a lower triangle are when its rows lie in panels: <see cref="Width"/> rows side by side, column after column.</summary>
/// <remarks>
/// Panel I holds rows I·width to I·width + width − 1 of columns 0 to the last of these rows, so both operands of a <see cref="TileKernel"/> and its
/// tile are parts of panels, and nothing is ever packed. Rows are padded to whole vectors.
/// </remarks>
internal sealed class PanelLayout
{
    /// <summary>Lays out a triangle.</summary>
    /// <param name="kernel">What will multiply panels.</param>
    /// <param name="size">Number of rows.</param>
    public PanelLayout(TileKernel kernel, int size)
    {
        (Kernel, Size, Lanes, Width) = (kernel, size, kernel.Lanes, kernel.Width);
        Panels = (size + Width - 1) / Width;
        Columns = (size + Lanes - 1) / Lanes * Lanes;
    }

    /// <summary>What multiplies panels.</summary>
    public TileKernel Kernel { get; }

    /// <summary>Number of rows without padding.</summary>
    public int Size { get; }

    /// <summary>Rows of a vector; also the columns of a strip.</summary>
    public int Lanes { get; }

    /// <summary>Rows of a panel.</summary>
    public int Width { get; }

    /// <summary>Number of panels.</summary>
    public int Panels { get; }

    /// <summary>Number of rows padded to whole vectors, and of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of rows padded to whole panels.</summary>
    public int Rows => Panels * Width;

    /// <summary>Number of elements of all panels.</summary>
    public long Length => Start(Panels);

    /// <summary>The position of a panel's first element.</summary>
    public long Start(int panel) => (long)Width * Width * panel * (panel + 1L) / 2;

    /// <summary>How many vectors of a panel hold rows, 1 to 3.</summary>
    public int Vectors(int panel) => Math.Min(TileKernel.VectorsPerPanel, (Columns / Lanes) - (TileKernel.VectorsPerPanel * panel));
}
