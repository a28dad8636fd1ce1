using System.Collections.Immutable;

namespace Fusion.Benchmarks;

/// <summary>
/// An endless stream of rows in full blocks, each made when it is asked for: two numbers of one limb, two of two limbs, a flag and three dummies of a
/// category; 1 % of the cells are missing. The same in every run.
/// </summary>
internal sealed class RowStream
{
    private const int Colours = 3;
    private const ulong Missing = ulong.MaxValue / 100;

    private static readonly Schema Columns = Schema.Of(
    [
        .. ((string[])["short 1", "short 2", "long 1", "long 2"]).Select(name => new AttributeInfo(name, AttributeKind.Continuous)),
        new AttributeInfo("flag", AttributeKind.Binary),
        .. ((string[])["red", "green", "blue"]).Select(colour => new AttributeInfo($"colour${colour}", AttributeKind.Binary, "colour")),
    ]);

    private ulong _state = 20_240_315;

    /// <summary>The next <see cref="RowBlock.Capacity"/> rows.</summary>
    public RowBlock Next() => new(
        RowBlock.Capacity,
        [Numbers(0, 20), Numbers(1, 20), Numbers(2, 40), Numbers(3, 40), Numbers(4, 1), .. Dummies(5)],
        Columns);

    private ColumnBlock Numbers(int column, int bits)
    {
        var mantissas = new long[RowBlock.Capacity];
        ulong[] presence = Presence();
        for (int row = 0; row < mantissas.Length; row++)
        {
            mantissas[row] = IsPresent(presence, row) ? (long)(Random() >> (64 - bits)) : 0;
        }

        return new ColumnBlock(Columns[column], bits == 1 ? 0 : 2, mantissas, presence, quantised: false);
    }

    private ImmutableArray<ColumnBlock> Dummies(int first)
    {
        ulong[] presence = Presence();
        long[][] dummies = [.. Enumerable.Range(0, Colours).Select(_ => new long[RowBlock.Capacity])];
        for (int row = 0; row < RowBlock.Capacity; row++)
        {
            if (IsPresent(presence, row))
                dummies[Random() % Colours][row] = 1;
        }

        return [.. dummies.Select((mantissas, i) => new ColumnBlock(Columns[first + i], 0, mantissas, presence, quantised: false))];
    }

    private ulong[] Presence()
    {
        var presence = new ulong[RowBlock.Capacity / 64];
        for (int row = 0; row < RowBlock.Capacity; row++)
        {
            if (Random() >= Missing)
                presence[row / 64] |= 1UL << (row % 64);
        }

        return presence;
    }

    private static bool IsPresent(ulong[] presence, int row) => ((presence[row / 64] >> (row % 64)) & 1) != 0;

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private ulong Random()
    {
        ulong mixed = unchecked(_state += 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return mixed ^ (mixed >> 31);
    }
}
