namespace Fusion.Statistics.Exact.Kernel;

/// <summary>The tile of four by twelve without vectors, two by two elements at a time.</summary>
internal sealed unsafe class ScalarTileKernel : TileKernel
{
    private const int Stride = 12;

    /// <inheritdoc/>
    public override int Lanes => 4;

    /// <inheritdoc/>
    public override void Multiply(double* columns, double* rows, int count, int vectors, double* tile)
    {
        for (int r = 0; r < 4; r += 2)
        {
            for (int c = 0; c < 4 * vectors; c += 2)
            {
                MultiplyFour(columns + c, rows + r, count, tile + (Stride * r) + c);
            }
        }
    }

    private static void MultiplyFour(double* columns, double* rows, int count, double* tile)
    {
        double a = 0, b = 0, c = 0, d = 0;
        for (int k = 0; k < count; k++, columns += Stride, rows += Stride)
        {
            a += rows[0] * columns[0];
            b += rows[0] * columns[1];
            c += rows[1] * columns[0];
            d += rows[1] * columns[1];
        }

        tile[0] += a;
        tile[1] += b;
        tile[Stride] += c;
        tile[Stride + 1] += d;
    }
}
