using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<double>;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Tiles of 8 by 24: twenty-four accumulators, three column vectors and one row value of the thirty-two registers of AVX-512.</summary>
/// <remarks>The accumulators are separate locals on purpose: the compiler keeps no element of an array in a register.</remarks>
internal sealed unsafe class Vector512TileKernel : TileKernel
{
    private const int Stride = 24;

    /// <inheritdoc/>
    public override int Lanes => 8;

    /// <inheritdoc/>
    public override void Multiply(double* columns, double* rows, int count, int vectors, double* tile)
    {
        switch (vectors)
        {
            case 1:
                MultiplyOne(columns, rows, count, tile);
                break;
            case 2:
                MultiplyTwo(columns, rows, count, tile);
                break;
            default:
                MultiplyThree(columns, rows, count, tile);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyThree(double* columns, double* rows, int count, double* tile)
    {
        V s0a = V.Zero, s0b = V.Zero, s0c = V.Zero;
        V s1a = V.Zero, s1b = V.Zero, s1c = V.Zero;
        V s2a = V.Zero, s2b = V.Zero, s2c = V.Zero;
        V s3a = V.Zero, s3b = V.Zero, s3c = V.Zero;
        V s4a = V.Zero, s4b = V.Zero, s4c = V.Zero;
        V s5a = V.Zero, s5b = V.Zero, s5c = V.Zero;
        V s6a = V.Zero, s6b = V.Zero, s6c = V.Zero;
        V s7a = V.Zero, s7b = V.Zero, s7c = V.Zero;
        for (double* end = columns + (Stride * (long)count); columns < end; columns += Stride, rows += Stride)
        {
            V a = Vector512.Load(columns), b = Vector512.Load(columns + 8), c = Vector512.Load(columns + 16);
            V row = Vector512.Create(rows[0]);
            s0a = Vector512.MultiplyAddEstimate(a, row, s0a); s0b = Vector512.MultiplyAddEstimate(b, row, s0b); s0c = Vector512.MultiplyAddEstimate(c, row, s0c);
            row = Vector512.Create(rows[1]);
            s1a = Vector512.MultiplyAddEstimate(a, row, s1a); s1b = Vector512.MultiplyAddEstimate(b, row, s1b); s1c = Vector512.MultiplyAddEstimate(c, row, s1c);
            row = Vector512.Create(rows[2]);
            s2a = Vector512.MultiplyAddEstimate(a, row, s2a); s2b = Vector512.MultiplyAddEstimate(b, row, s2b); s2c = Vector512.MultiplyAddEstimate(c, row, s2c);
            row = Vector512.Create(rows[3]);
            s3a = Vector512.MultiplyAddEstimate(a, row, s3a); s3b = Vector512.MultiplyAddEstimate(b, row, s3b); s3c = Vector512.MultiplyAddEstimate(c, row, s3c);
            row = Vector512.Create(rows[4]);
            s4a = Vector512.MultiplyAddEstimate(a, row, s4a); s4b = Vector512.MultiplyAddEstimate(b, row, s4b); s4c = Vector512.MultiplyAddEstimate(c, row, s4c);
            row = Vector512.Create(rows[5]);
            s5a = Vector512.MultiplyAddEstimate(a, row, s5a); s5b = Vector512.MultiplyAddEstimate(b, row, s5b); s5c = Vector512.MultiplyAddEstimate(c, row, s5c);
            row = Vector512.Create(rows[6]);
            s6a = Vector512.MultiplyAddEstimate(a, row, s6a); s6b = Vector512.MultiplyAddEstimate(b, row, s6b); s6c = Vector512.MultiplyAddEstimate(c, row, s6c);
            row = Vector512.Create(rows[7]);
            s7a = Vector512.MultiplyAddEstimate(a, row, s7a); s7b = Vector512.MultiplyAddEstimate(b, row, s7b); s7c = Vector512.MultiplyAddEstimate(c, row, s7c);
        }

        Add(tile, s0a); Add(tile + 8, s0b); Add(tile + 16, s0c);
        Add(tile + Stride, s1a); Add(tile + Stride + 8, s1b); Add(tile + Stride + 16, s1c);
        Add(tile + (2 * Stride), s2a); Add(tile + (2 * Stride) + 8, s2b); Add(tile + (2 * Stride) + 16, s2c);
        Add(tile + (3 * Stride), s3a); Add(tile + (3 * Stride) + 8, s3b); Add(tile + (3 * Stride) + 16, s3c);
        Add(tile + (4 * Stride), s4a); Add(tile + (4 * Stride) + 8, s4b); Add(tile + (4 * Stride) + 16, s4c);
        Add(tile + (5 * Stride), s5a); Add(tile + (5 * Stride) + 8, s5b); Add(tile + (5 * Stride) + 16, s5c);
        Add(tile + (6 * Stride), s6a); Add(tile + (6 * Stride) + 8, s6b); Add(tile + (6 * Stride) + 16, s6c);
        Add(tile + (7 * Stride), s7a); Add(tile + (7 * Stride) + 8, s7b); Add(tile + (7 * Stride) + 16, s7c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTwo(double* columns, double* rows, int count, double* tile)
    {
        V s0a = V.Zero, s0b = V.Zero;
        V s1a = V.Zero, s1b = V.Zero;
        V s2a = V.Zero, s2b = V.Zero;
        V s3a = V.Zero, s3b = V.Zero;
        V s4a = V.Zero, s4b = V.Zero;
        V s5a = V.Zero, s5b = V.Zero;
        V s6a = V.Zero, s6b = V.Zero;
        V s7a = V.Zero, s7b = V.Zero;
        for (double* end = columns + (Stride * (long)count); columns < end; columns += Stride, rows += Stride)
        {
            V a = Vector512.Load(columns), b = Vector512.Load(columns + 8);
            V row = Vector512.Create(rows[0]);
            s0a = Vector512.MultiplyAddEstimate(a, row, s0a); s0b = Vector512.MultiplyAddEstimate(b, row, s0b);
            row = Vector512.Create(rows[1]);
            s1a = Vector512.MultiplyAddEstimate(a, row, s1a); s1b = Vector512.MultiplyAddEstimate(b, row, s1b);
            row = Vector512.Create(rows[2]);
            s2a = Vector512.MultiplyAddEstimate(a, row, s2a); s2b = Vector512.MultiplyAddEstimate(b, row, s2b);
            row = Vector512.Create(rows[3]);
            s3a = Vector512.MultiplyAddEstimate(a, row, s3a); s3b = Vector512.MultiplyAddEstimate(b, row, s3b);
            row = Vector512.Create(rows[4]);
            s4a = Vector512.MultiplyAddEstimate(a, row, s4a); s4b = Vector512.MultiplyAddEstimate(b, row, s4b);
            row = Vector512.Create(rows[5]);
            s5a = Vector512.MultiplyAddEstimate(a, row, s5a); s5b = Vector512.MultiplyAddEstimate(b, row, s5b);
            row = Vector512.Create(rows[6]);
            s6a = Vector512.MultiplyAddEstimate(a, row, s6a); s6b = Vector512.MultiplyAddEstimate(b, row, s6b);
            row = Vector512.Create(rows[7]);
            s7a = Vector512.MultiplyAddEstimate(a, row, s7a); s7b = Vector512.MultiplyAddEstimate(b, row, s7b);
        }

        Add(tile, s0a); Add(tile + 8, s0b);
        Add(tile + Stride, s1a); Add(tile + Stride + 8, s1b);
        Add(tile + (2 * Stride), s2a); Add(tile + (2 * Stride) + 8, s2b);
        Add(tile + (3 * Stride), s3a); Add(tile + (3 * Stride) + 8, s3b);
        Add(tile + (4 * Stride), s4a); Add(tile + (4 * Stride) + 8, s4b);
        Add(tile + (5 * Stride), s5a); Add(tile + (5 * Stride) + 8, s5b);
        Add(tile + (6 * Stride), s6a); Add(tile + (6 * Stride) + 8, s6b);
        Add(tile + (7 * Stride), s7a); Add(tile + (7 * Stride) + 8, s7b);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyOne(double* columns, double* rows, int count, double* tile)
    {
        V s0a = V.Zero;
        V s1a = V.Zero;
        V s2a = V.Zero;
        V s3a = V.Zero;
        V s4a = V.Zero;
        V s5a = V.Zero;
        V s6a = V.Zero;
        V s7a = V.Zero;
        for (double* end = columns + (Stride * (long)count); columns < end; columns += Stride, rows += Stride)
        {
            V a = Vector512.Load(columns);
            V row = Vector512.Create(rows[0]);
            s0a = Vector512.MultiplyAddEstimate(a, row, s0a);
            row = Vector512.Create(rows[1]);
            s1a = Vector512.MultiplyAddEstimate(a, row, s1a);
            row = Vector512.Create(rows[2]);
            s2a = Vector512.MultiplyAddEstimate(a, row, s2a);
            row = Vector512.Create(rows[3]);
            s3a = Vector512.MultiplyAddEstimate(a, row, s3a);
            row = Vector512.Create(rows[4]);
            s4a = Vector512.MultiplyAddEstimate(a, row, s4a);
            row = Vector512.Create(rows[5]);
            s5a = Vector512.MultiplyAddEstimate(a, row, s5a);
            row = Vector512.Create(rows[6]);
            s6a = Vector512.MultiplyAddEstimate(a, row, s6a);
            row = Vector512.Create(rows[7]);
            s7a = Vector512.MultiplyAddEstimate(a, row, s7a);
        }

        Add(tile, s0a);
        Add(tile + Stride, s1a);
        Add(tile + (2 * Stride), s2a);
        Add(tile + (3 * Stride), s3a);
        Add(tile + (4 * Stride), s4a);
        Add(tile + (5 * Stride), s5a);
        Add(tile + (6 * Stride), s6a);
        Add(tile + (7 * Stride), s7a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* target, V sum) => (Vector512.Load(target) + sum).Store(target);
}
