using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace Fusion.Statistics.Linear;

/// <summary>The triangular solve of four columns; ten of the registers hold the triangle.</summary>
internal sealed unsafe class Vector256StripKernel : StripKernel
{
    private const int Stride = 12;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Solve(double* tile, double* triangle, double* reciprocals, int vectors)
    {
        V t10 = Vector256.Create(triangle[1]), t20 = Vector256.Create(triangle[2]), t30 = Vector256.Create(triangle[3]);
        V t21 = Vector256.Create(triangle[Stride + 2]), t31 = Vector256.Create(triangle[Stride + 3]), t32 = Vector256.Create(triangle[(2 * Stride) + 3]);
        V r0 = Vector256.Create(reciprocals[0]), r1 = Vector256.Create(reciprocals[1]);
        V r2 = Vector256.Create(reciprocals[2]), r3 = Vector256.Create(reciprocals[3]);
        for (double* end = tile + (4 * vectors); tile < end; tile += 4)
        {
            V x0 = Vector256.Load(tile) * r0;
            V x1 = Vector256.MultiplyAddEstimate(x0, t10, Vector256.Load(tile + Stride)) * r1;
            V x2 = Vector256.MultiplyAddEstimate(x0, t20, Vector256.Load(tile + (2 * Stride)));
            V x3 = Vector256.MultiplyAddEstimate(x0, t30, Vector256.Load(tile + (3 * Stride)));
            x2 = Vector256.MultiplyAddEstimate(x1, t21, x2) * r2;
            x3 = Vector256.MultiplyAddEstimate(x1, t31, x3);
            x3 = Vector256.MultiplyAddEstimate(x2, t32, x3) * r3;
            x0.Store(tile);
            x1.Store(tile + Stride);
            x2.Store(tile + (2 * Stride));
            x3.Store(tile + (3 * Stride));
        }
    }
}
