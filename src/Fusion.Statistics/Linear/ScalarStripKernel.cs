namespace Fusion.Statistics.Linear;

/// <summary>The triangular solve without vectors.</summary>
internal sealed unsafe class ScalarStripKernel(int lanes, int width) : StripKernel
{
    /// <inheritdoc/>
    public override void Solve(double* tile, double* triangle, double* reciprocals, int vectors)
    {
        for (double* end = tile + (lanes * vectors); tile < end; tile++)
        {
            for (int c = 0; c < lanes; c++)
            {
                double value = tile[width * c];
                for (int k = 0; k < c; k++)
                {
                    value += tile[width * k] * triangle[(width * k) + c];
                }

                tile[width * c] = value * reciprocals[c];
            }
        }
    }
}
