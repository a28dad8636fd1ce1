using System.Collections.Immutable;

namespace Fusion.Benchmarks;

/// <summary>Blocks of random numbers, the same in every run.</summary>
internal static class SyntheticBlocks
{
    /// <summary>Number of blocks of a run.</summary>
    public const int RunLength = 16;

    /// <summary>A full block of continuous columns whose deviations have a number of bits.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="bits">Bits of the deviations: up to 23 make one limb, up to 42 two, more make three.</param>
    /// <param name="missing">The share of missing cells.</param>
    /// <param name="seed">Tells blocks apart.</param>
    public static RowBlock Create(int columns, int bits, double missing = 0, int seed = 0)
    {
        var random = new Random(columns + (1000 * bits) + (100_000 * seed));
        ImmutableArray<ColumnBlock>.Builder result = ImmutableArray.CreateBuilder<ColumnBlock>(columns);
        for (int c = 0; c < columns; c++)
        {
            var mantissas = new long[RowBlock.Capacity];
            var presence = new ulong[RowBlock.Capacity / 64];
            for (int row = 0; row < mantissas.Length; row++)
            {
                if (random.NextDouble() < missing)
                    continue;
                mantissas[row] = (1L << bits) + random.NextInt64(-(1L << (bits - 1)), 1L << (bits - 1));
                presence[row / 64] |= 1UL << (row % 64);
            }

            result.Add(new ColumnBlock(new AttributeInfo($"x{c}", AttributeKind.Continuous), 2, mantissas, presence));
        }

        return new RowBlock(RowBlock.Capacity, result.ToImmutable());
    }

    /// <summary>A run of such blocks: what a body of rows brings at once.</summary>
    public static RowBlock[] CreateRun(int columns, int bits, double missing = 0) =>
        [.. Enumerable.Range(0, RunLength).Select(seed => Create(columns, bits, missing, seed))];

    /// <summary>A full block whose last columns are binary.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="binary">How many of them are binary.</param>
    /// <param name="bits">Bits of the deviations of the others.</param>
    public static RowBlock WithBinary(int columns, int binary, int bits)
    {
        var random = new Random(columns);
        ulong[] presence = [.. Enumerable.Repeat(ulong.MaxValue, RowBlock.Capacity / 64)];
        return new RowBlock(RowBlock.Capacity,
        [
            .. Create(columns - binary, bits).Columns,
            .. Enumerable.Range(0, binary).Select(b => new ColumnBlock(
                new AttributeInfo($"b{b}", AttributeKind.Binary), 0, [.. Enumerable.Range(0, RowBlock.Capacity).Select(_ => random.NextInt64(2))], presence)),
        ]);
    }

    /// <summary>The values of a block's columns one after the other, about a pivot.</summary>
    public static double[] Deviations(RowBlock block, int bits) =>
        [.. block.Columns.SelectMany(column => column.Mantissas.ToArray().Select(mantissa => (double)(mantissa - (1L << bits))))];
}
