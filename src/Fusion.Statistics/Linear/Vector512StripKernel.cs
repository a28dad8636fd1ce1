using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fusion.Statistics.Exact.Kernel;
using V = System.Runtime.Intrinsics.Vector512<double>;

namespace Fusion.Statistics.Linear;

/// <summary>The triangular solve of eight columns, one vector of rows at a time.</summary>
internal sealed unsafe class Vector512StripKernel(TileKernel kernel) : StripKernel(kernel)
{
    private const int Lanes = 8;
    private const int Stride = 24;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Solve(double* tile, double* triangle, int vectors, double* reciprocals)
    {
        for (double* end = tile + (Lanes * vectors); tile < end; tile += Lanes)
        {
            for (int c = 0; c < Lanes; c++)
            {
                V value = Vector512.Load(tile + (Stride * c));
                for (int k = 0; k < c; k++)
                {
                    V factor = Vector512.Create(triangle[(Stride * k) + c]);
                    value = Vector512.MultiplyAddEstimate(Vector512.Load(tile + (Stride * k)), factor, value);
                }

                (value * Vector512.Create(reciprocals[c])).Store(tile + (Stride * c));
            }
        }
    }
}
