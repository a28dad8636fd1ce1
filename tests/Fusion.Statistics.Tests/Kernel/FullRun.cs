namespace Fusion.Statistics.Tests.Kernel;

/// <summary>A few blocks, most of them full, whose columns have deviations of any size, holes that differ from block to block, and binary columns among them.</summary>
public sealed class FullRun
{
    private static readonly int[] Bits = [0, 1, 10, 18, 21, 22, 23, 24, 41, 42, 43, 61];

    private readonly Random _random;
    private readonly (bool IsBinary, int Bits)[] _shapes;
    private readonly int _extremes;

    public FullRun(int seed)
    {
        _random = new Random(seed);
        int widest = _random.Next(1, Bits.Length + 1);
        _shapes = [.. Enumerable.Range(0, _random.Next(1, 26)).Select(_ => (_random.Next(4) == 0, Bits[_random.Next(widest)]))];
        _extremes = _random.Next(3);
        double missing = _random.Next(3) switch { 0 => 0, 1 => 0.01, _ => 0.5 };
        Blocks = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(b => Block(b, b % 2 == 0 ? missing : 0))];
    }

    /// <summary>The blocks.</summary>
    public RowBlock[] Blocks { get; }

    private RowBlock Block(int number, double missing)
    {
        int rows = _random.Next(3) == 0 ? _random.Next(RowBlock.Capacity + 1) : RowBlock.Capacity - _random.Next(3);
        return new RowBlock(rows, [.. Enumerable.Range(0, _shapes.Length).Select(c => Column(c, number, rows, _random.Next(2) == 0 ? missing : 0))]);
    }

    private ColumnBlock Column(int c, int block, int rows, double missing)
    {
        (bool isBinary, int bits) = _shapes[c];
        var mantissas = new long[rows];
        var presence = new ulong[(rows + 63) / 64];
        for (int row = 0; row < rows; row++)
        {
            if (_random.NextDouble() < missing)
                continue;
            mantissas[row] = isBinary ? _random.Next(2) : Mantissa(bits, isNegative: _extremes == 2 ? block == 0 && row % 2 == 0 : _random.Next(2) == 0);
            presence[row / 64] |= 1UL << (row % 64);
        }

        int scale = isBinary || bits >= 40 ? 0 : (block + c) % 3;
        return new ColumnBlock(new AttributeInfo($"x{c}", isBinary ? AttributeKind.Binary : AttributeKind.Continuous), scale, mantissas, presence);
    }

    private long Mantissa(int bits, bool isNegative)
    {
        long limit = (1L << bits) - 1, magnitude = _extremes > 0 ? limit : _random.NextInt64(limit + 1);
        return isNegative ? -magnitude : magnitude;
    }
}
