using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Tiles of 4 by 12: twelve accumulators, three column vectors and one row value fill the sixteen registers of AVX2.</summary>
/// <remarks>The accumulators are separate locals on purpose: the compiler keeps no element of an array in a register.</remarks>
internal sealed unsafe class Vector256TileKernel : TileKernel
{
    private const int Stride = 12;

    /// <inheritdoc/>
    public override int Lanes => 4;

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
        for (double* end = columns + (Stride * (long)count); columns < end; columns += Stride, rows += Stride)
        {
            V a = Vector256.Load(columns), b = Vector256.Load(columns + 4), c = Vector256.Load(columns + 8);
            V row = Vector256.Create(rows[0]);
            s0a = Vector256.MultiplyAddEstimate(a, row, s0a);
            s0b = Vector256.MultiplyAddEstimate(b, row, s0b);
            s0c = Vector256.MultiplyAddEstimate(c, row, s0c);
            row = Vector256.Create(rows[1]);
            s1a = Vector256.MultiplyAddEstimate(a, row, s1a);
            s1b = Vector256.MultiplyAddEstimate(b, row, s1b);
            s1c = Vector256.MultiplyAddEstimate(c, row, s1c);
            row = Vector256.Create(rows[2]);
            s2a = Vector256.MultiplyAddEstimate(a, row, s2a);
            s2b = Vector256.MultiplyAddEstimate(b, row, s2b);
            s2c = Vector256.MultiplyAddEstimate(c, row, s2c);
            row = Vector256.Create(rows[3]);
            s3a = Vector256.MultiplyAddEstimate(a, row, s3a);
            s3b = Vector256.MultiplyAddEstimate(b, row, s3b);
            s3c = Vector256.MultiplyAddEstimate(c, row, s3c);
        }

        Add(tile, s0a);
        Add(tile + 4, s0b);
        Add(tile + 8, s0c);
        Add(tile + Stride, s1a);
        Add(tile + Stride + 4, s1b);
        Add(tile + Stride + 8, s1c);
        Add(tile + (2 * Stride), s2a);
        Add(tile + (2 * Stride) + 4, s2b);
        Add(tile + (2 * Stride) + 8, s2c);
        Add(tile + (3 * Stride), s3a);
        Add(tile + (3 * Stride) + 4, s3b);
        Add(tile + (3 * Stride) + 8, s3c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTwo(double* columns, double* rows, int count, double* tile)
    {
        V s0a = V.Zero, s0b = V.Zero;
        V s1a = V.Zero, s1b = V.Zero;
        V s2a = V.Zero, s2b = V.Zero;
        V s3a = V.Zero, s3b = V.Zero;
        for (double* end = columns + (Stride * (long)count); columns < end; columns += Stride, rows += Stride)
        {
            V a = Vector256.Load(columns), b = Vector256.Load(columns + 4);
            V row = Vector256.Create(rows[0]);
            s0a = Vector256.MultiplyAddEstimate(a, row, s0a);
            s0b = Vector256.MultiplyAddEstimate(b, row, s0b);
            row = Vector256.Create(rows[1]);
            s1a = Vector256.MultiplyAddEstimate(a, row, s1a);
            s1b = Vector256.MultiplyAddEstimate(b, row, s1b);
            row = Vector256.Create(rows[2]);
            s2a = Vector256.MultiplyAddEstimate(a, row, s2a);
            s2b = Vector256.MultiplyAddEstimate(b, row, s2b);
            row = Vector256.Create(rows[3]);
            s3a = Vector256.MultiplyAddEstimate(a, row, s3a);
            s3b = Vector256.MultiplyAddEstimate(b, row, s3b);
        }

        Add(tile, s0a);
        Add(tile + 4, s0b);
        Add(tile + Stride, s1a);
        Add(tile + Stride + 4, s1b);
        Add(tile + (2 * Stride), s2a);
        Add(tile + (2 * Stride) + 4, s2b);
        Add(tile + (3 * Stride), s3a);
        Add(tile + (3 * Stride) + 4, s3b);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyOne(double* columns, double* rows, int count, double* tile)
    {
        V s0a = V.Zero;
        V s1a = V.Zero;
        V s2a = V.Zero;
        V s3a = V.Zero;
        for (double* end = columns + (Stride * (long)count); columns < end; columns += Stride, rows += Stride)
        {
            V a = Vector256.Load(columns);
            V row = Vector256.Create(rows[0]);
            s0a = Vector256.MultiplyAddEstimate(a, row, s0a);
            row = Vector256.Create(rows[1]);
            s1a = Vector256.MultiplyAddEstimate(a, row, s1a);
            row = Vector256.Create(rows[2]);
            s2a = Vector256.MultiplyAddEstimate(a, row, s2a);
            row = Vector256.Create(rows[3]);
            s3a = Vector256.MultiplyAddEstimate(a, row, s3a);
        }

        Add(tile, s0a);
        Add(tile + Stride, s1a);
        Add(tile + (2 * Stride), s2a);
        Add(tile + (3 * Stride), s3a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* target, V sum) => (Vector256.Load(target) + sum).Store(target);
}
