using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fusion.Statistics.Exact.Kernel;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace Fusion.Statistics.Linear;

/// <summary>The triangular solve of four columns; ten of the registers hold the triangle.</summary>
internal sealed unsafe class Vector256StripKernel(TileKernel kernel) : StripKernel(kernel)
{
    private const int Stride = 12;

    /// <inheritdoc/>
    public override void MultiplyAndSolve(double* columns, double* rows, int count, int vectors, double* reciprocals)
    {
        if (vectors == TileKernel.VectorsPerPanel)
            MultiplyAndSolve(columns, rows, count, reciprocals);
        else
            base.MultiplyAndSolve(columns, rows, count, vectors, reciprocals);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Solve(double* tile, double* triangle, int vectors, double* reciprocals)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyAndSolve(double* columns, double* rows, int count, double* reciprocals)
    {
        double* end = columns + (Stride * (long)count);
        V s0a = V.Zero, s0b = V.Zero, s0c = V.Zero;
        V s1a = V.Zero, s1b = V.Zero, s1c = V.Zero;
        V s2a = V.Zero, s2b = V.Zero, s2c = V.Zero;
        V s3a = V.Zero, s3b = V.Zero, s3c = V.Zero;
        for (; columns < end; columns += Stride, rows += Stride)
        {
            V a = Vector256.Load(columns), b = Vector256.Load(columns + 4), c = Vector256.Load(columns + 8);
            V row = Vector256.Create(rows[0]);
            s0a = Add(s0a, a, row); s0b = Add(s0b, b, row); s0c = Add(s0c, c, row);
            row = Vector256.Create(rows[1]);
            s1a = Add(s1a, a, row); s1b = Add(s1b, b, row); s1c = Add(s1c, c, row);
            row = Vector256.Create(rows[2]);
            s2a = Add(s2a, a, row); s2b = Add(s2b, b, row); s2c = Add(s2c, c, row);
            row = Vector256.Create(rows[3]);
            s3a = Add(s3a, a, row); s3b = Add(s3b, b, row); s3c = Add(s3c, c, row);
        }

        s0a += Vector256.Load(end + 0); s0b += Vector256.Load(end + 4); s0c += Vector256.Load(end + 8);
        s1a += Vector256.Load(end + 12); s1b += Vector256.Load(end + 16); s1c += Vector256.Load(end + 20);
        s2a += Vector256.Load(end + 24); s2b += Vector256.Load(end + 28); s2c += Vector256.Load(end + 32);
        s3a += Vector256.Load(end + 36); s3b += Vector256.Load(end + 40); s3c += Vector256.Load(end + 44);
        V factor = Vector256.Create(reciprocals[0]);
        s0a *= factor; s0b *= factor; s0c *= factor;
        factor = Vector256.Create(rows[1]);
        s1a = Add(s1a, s0a, factor); s1b = Add(s1b, s0b, factor); s1c = Add(s1c, s0c, factor);
        factor = Vector256.Create(rows[2]);
        s2a = Add(s2a, s0a, factor); s2b = Add(s2b, s0b, factor); s2c = Add(s2c, s0c, factor);
        factor = Vector256.Create(rows[3]);
        s3a = Add(s3a, s0a, factor); s3b = Add(s3b, s0b, factor); s3c = Add(s3c, s0c, factor);
        factor = Vector256.Create(reciprocals[1]);
        s1a *= factor; s1b *= factor; s1c *= factor;
        factor = Vector256.Create(rows[14]);
        s2a = Add(s2a, s1a, factor); s2b = Add(s2b, s1b, factor); s2c = Add(s2c, s1c, factor);
        factor = Vector256.Create(rows[15]);
        s3a = Add(s3a, s1a, factor); s3b = Add(s3b, s1b, factor); s3c = Add(s3c, s1c, factor);
        factor = Vector256.Create(reciprocals[2]);
        s2a *= factor; s2b *= factor; s2c *= factor;
        factor = Vector256.Create(rows[27]);
        s3a = Add(s3a, s2a, factor); s3b = Add(s3b, s2b, factor); s3c = Add(s3c, s2c, factor);
        factor = Vector256.Create(reciprocals[3]);
        s3a *= factor; s3b *= factor; s3c *= factor;
        s0a.Store(end + 0); s0b.Store(end + 4); s0c.Store(end + 8);
        s1a.Store(end + 12); s1b.Store(end + 16); s1c.Store(end + 20);
        s2a.Store(end + 24); s2b.Store(end + 28); s2c.Store(end + 32);
        s3a.Store(end + 36); s3b.Store(end + 40); s3c.Store(end + 44);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Add(V sum, V left, V right) => Vector256.MultiplyAddEstimate(left, right, sum);
}
