using FsCheck;
using FsCheck.Fluent;

namespace Fusion.Statistics.Tests.Kernel;

/// <summary>A block whose columns have deviations of any size, binary columns and missing values, in any order.</summary>
public sealed class WideSample
{
    private static readonly int[] Bits = [0, 1, 10, 20, 21, 22, 23, 24, 30, 41, 42, 43, 50, 61];

    private WideSample(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(5) switch { 0 => random.Next(1, 9), 1 => 128, 2 => 1024, _ => random.Next(1, 1025) };
        int columns = random.Next(1, 30);
        double missing = random.Next(3) == 0 ? 0.02 : 0;
        int widest = random.Next(1, Bits.Length + 1);
        Block = new RowBlock(rows, [.. Enumerable.Range(0, columns).Select(c => Column(random, c, rows, (missing, widest)))]);
    }

    /// <summary>The rows.</summary>
    public RowBlock Block { get; }

    public static Arbitrary<WideSample> Samples() => Gen.Choose(0, int.MaxValue).Select(seed => new WideSample(seed)).ToArbitrary();

    public override string ToString() => $"{Block.Rows} rows of {Block.Columns.Length} columns";

    private static ColumnBlock Column(Random random, int c, int rows, (double Missing, int Widest) shape)
    {
        bool binary = random.Next(4) == 0, extreme = random.Next(3) == 0;
        int bits = binary ? 1 : Bits[random.Next(shape.Widest)];
        var mantissas = new long[rows];
        var presence = new ulong[(rows + 63) / 64];
        for (int row = 0; row < rows; row++)
        {
            if (random.NextDouble() < shape.Missing)
                continue;
            long limit = (1L << bits) - 1;
            long magnitude = extreme ? limit : random.NextInt64(limit + 1);
            mantissas[row] = binary ? random.Next(2) : random.Next(2) == 0 ? magnitude : -magnitude;
            presence[row / 64] |= 1UL << (row % 64);
        }

        AttributeKind kind = binary ? AttributeKind.Binary : AttributeKind.Continuous;
        return new ColumnBlock(new AttributeInfo($"x{c}", kind), binary ? 0 : random.Next(4), mantissas, presence);
    }
}
