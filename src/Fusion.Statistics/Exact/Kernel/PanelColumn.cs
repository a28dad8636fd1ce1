using System.Numerics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>A column of a block as the kernel sees it: integers at the final scale, 0 where missing, and the size of the deviations.</summary>
internal struct PanelColumn
{
    /// <summary>How the column enters the sums.</summary>
    public BlockColumn Source;

    /// <summary>Number of limbs of the deviations.</summary>
    public int Limbs;

    /// <summary>The largest magnitude of a deviation, or more.</summary>
    public ulong Magnitude;

    private long[]? _prepared;
    private bool _isPrepared;

    /// <summary>Takes a column in.</summary>
    public void Load(in BlockColumn source, int rows)
    {
        Source = source;
        Magnitude = MagnitudeOf(source);
        Limbs = LimbPanel.LimbsOf(Magnitude);
        _isPrepared = source.Scale != source.Source.Scale || source.Source.Count != rows;
        if (_isPrepared)
            Prepare(rows);
    }

    /// <summary>The mantissas, of which <see cref="Pivot"/> is to be subtracted.</summary>
    public readonly ReadOnlySpan<long> Values => _isPrepared ? _prepared.AsSpan(0, Source.Source.Rows) : Source.Source.Mantissas;

    /// <summary>What is to be subtracted of <see cref="Values"/> to give the deviations.</summary>
    public readonly long Pivot => _isPrepared ? 0 : Source.Pivot;

    /// <summary>Whether the attribute is continuous.</summary>
    public readonly bool IsContinuous => Source.Source.Attribute.Kind == AttributeKind.Continuous;

    /// <summary>The largest magnitude of a column's deviations, or more.</summary>
    public static ulong MagnitudeOf(in BlockColumn column)
    {
        if (column.Source.Count == 0)
            return 0;
        int digits = column.Scale - column.Source.Scale;
        long low = DecimalScale.Move(column.Source.Min, digits) - column.Pivot, high = DecimalScale.Move(column.Source.Max, digits) - column.Pivot;
        return (ulong)Math.Max(Math.Abs(low), Math.Abs(high));
    }

    /// <summary>Deviations of a column that has to move to another scale, or in which rows are missing.</summary>
    private void Prepare(int rows)
    {
        _prepared ??= new long[RowBlock.Capacity];
        ReadOnlySpan<long> mantissas = Source.Source.Mantissas;
        int digits = Source.Scale - Source.Source.Scale;
        if (digits == 0)
        {
            for (int row = 0; row < mantissas.Length; row++)
            {
                _prepared[row] = mantissas[row] - Source.Pivot;
            }
        }
        else
        {
            for (int row = 0; row < mantissas.Length; row++)
            {
                _prepared[row] = DecimalScale.Move(mantissas[row], digits) - Source.Pivot;
            }
        }

        ClearMissing(rows);
    }

    private readonly void ClearMissing(int rows)
    {
        ReadOnlySpan<ulong> presence = Source.Source.Presence;
        for (int word = 0; word < presence.Length; word++)
        {
            ulong all = rows - (64 * word) >= 64 ? ulong.MaxValue : (1UL << (rows % 64)) - 1;
            for (ulong missing = all & ~presence[word]; missing != 0; missing &= missing - 1)
            {
                _prepared![(64 * word) + BitOperations.TrailingZeroCount(missing)] = 0;
            }
        }
    }
}
