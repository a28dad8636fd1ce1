using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Linear;

/// <summary>The triangular solve without vectors.</summary>
internal sealed unsafe class ScalarStripKernel(TileKernel kernel) : StripKernel(kernel)
{
    private readonly int _lanes = kernel.Lanes;
    private readonly int _width = kernel.Width;

    /// <inheritdoc/>
    public override void Solve(double* tile, double* triangle, int vectors, double* reciprocals)
    {
        for (double* end = tile + (_lanes * vectors); tile < end; tile++)
        {
            for (int c = 0; c < _lanes; c++)
            {
                double value = tile[_width * c];
                for (int k = 0; k < c; k++)
                {
                    value += tile[_width * k] * triangle[(_width * k) + c];
                }

                tile[_width * c] = value * reciprocals[c];
            }
        }
    }
}
