using FsCheck;
using FsCheck.Fluent;

namespace Fusion.Statistics.Tests.Kernel;

/// <summary>Blocks in succession that mostly agree: now and then the columns change, one has no value at all, or the scale or size of values moves.</summary>
public sealed class RunSample
{
    private RunSample(int seed)
    {
        var random = new Random(seed);
        int columns = random.Next(1, 12), bits = random.Next(2, 50);
        double missing = random.Next(3) switch { 0 => 0, 1 => 0.03, _ => 0.6 };
        Blocks = [.. Enumerable.Range(0, random.Next(1, 90)).Select(_ => Block(random, columns, bits, missing))];
    }

    /// <summary>The blocks.</summary>
    public RowBlock[] Blocks { get; }

    public static Arbitrary<RunSample> Samples() => Gen.Choose(0, int.MaxValue).Select(seed => new RunSample(seed)).ToArbitrary();

    public override string ToString() => $"{Blocks.Length} blocks";

    private static RowBlock Block(Random random, int columns, int bits, double missing)
    {
        int rows = random.Next(4) == 0 ? random.Next(0, 300) : random.Next(1, 12);
        int present = random.Next(12) == 0 ? random.Next(columns + 1) : columns;
        int wide = random.Next(12) == 0 ? random.Next(2, 52) : bits, scale = random.Next(12) == 0 ? random.Next(3) : 1;
        return new RowBlock(rows, [.. Enumerable.Range(0, present).Select(c => Column(random, c, rows, (wide, scale, random.Next(15) == 0 ? 1 : missing)))]);
    }

    private static ColumnBlock Column(Random random, int c, int rows, (int Bits, int Scale, double Missing) shape)
    {
        bool binary = c % 3 == 2;
        var mantissas = new long[rows];
        var presence = new ulong[(rows + 63) / 64];
        for (int row = 0; row < rows; row++)
        {
            if (random.NextDouble() < shape.Missing)
                continue;
            mantissas[row] = binary ? random.Next(2) : random.NextInt64(-(1L << shape.Bits), 1L << shape.Bits);
            presence[row / 64] |= 1UL << (row % 64);
        }

        AttributeKind kind = binary ? AttributeKind.Binary : AttributeKind.Continuous;
        return new ColumnBlock(new AttributeInfo($"x{c}", kind), binary ? 0 : shape.Scale, mantissas, presence);
    }
}
