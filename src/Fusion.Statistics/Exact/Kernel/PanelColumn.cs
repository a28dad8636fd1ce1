using System.Numerics;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>A column of a run of blocks as the kernel sees it: integers at the final scale, which rows are missing, and the size of the deviations.</summary>
internal struct PanelColumn
{
    /// <summary>The column's position in the blocks.</summary>
    public int Position;

    /// <summary>The index of the attribute in the sums.</summary>
    public int Index;

    /// <summary>The largest magnitude of a deviation in the run, or more.</summary>
    public ulong Magnitude;

    /// <summary>Number of limbs of the deviations.</summary>
    public int Limbs;

    /// <summary>Decimal places at which the column enters the sums.</summary>
    public int Scale;

    /// <summary>What is to be subtracted of <see cref="Values"/> to give the deviations.</summary>
    public long Pivot;

    /// <summary>The column of the present block.</summary>
    public ColumnBlock Source;

    private long[]? _moved;

    /// <summary>The mantissas of the present block at <see cref="Scale"/>; anything where missing.</summary>
    public readonly ReadOnlySpan<long> Values => Source.Scale == Scale ? Source.Mantissas : _moved.AsSpan(0, Source.Rows);

    /// <summary>Takes the column of the next block in.</summary>
    public void Load(ColumnBlock source)
    {
        Source = source;
        int digits = Scale - source.Scale;
        if (digits == 0)
            return;
        _moved ??= new long[RowBlock.Capacity];
        ReadOnlySpan<long> mantissas = source.Mantissas;
        for (int row = 0; row < mantissas.Length; row++)
        {
            _moved[row] = DecimalScale.Move(mantissas[row], digits);
        }
    }

    /// <summary>The values of some rows: those missing, and what fills up to a multiple of four, deviate by 0.</summary>
    /// <param name="first">The first row, a multiple of 64.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="room">Room for the rows, should they have to be copied.</param>
    public readonly ReadOnlySpan<long> Rows(int first, int count, Span<long> room)
    {
        if (Source.Attribute.Kind == AttributeKind.Binary)
            return Flags(first, (count + 3) & ~3, room);
        ReadOnlySpan<long> values = Values.Slice(first, count);
        if (Source.Count == Source.Rows && count % 4 == 0)
            return values;
        values.CopyTo(room);
        room[count..((count + 3) & ~3)].Fill(Pivot);
        ReadOnlySpan<ulong> presence = Source.Presence;
        for (int start = 0; start < count; start += 64)
        {
            ulong rows = count - start >= 64 ? ulong.MaxValue : (1UL << (count - start)) - 1;
            for (ulong missing = rows & ~presence[(first + start) / 64]; missing != 0; missing &= missing - 1)
            {
                room[start + BitOperations.TrailingZeroCount(missing)] = Pivot;
            }
        }

        return room;
    }

    /// <summary>Bits as numbers, four at a time; those beyond the rows are 0.</summary>
    private readonly ReadOnlySpan<long> Flags(int first, int count, Span<long> room)
    {
        ReadOnlySpan<ulong> ones = Source.Ones[(first / 64)..];
        var places = Vector256.Create(1L, 2, 4, 8);
        for (int row = 0; row < count; row += 4)
        {
            Vector256<long> bits = Vector256.Create((long)(ones[row / 64] >> (row % 64))) & places;
            (Vector256.Equals(bits, places) & Vector256<long>.One).CopyTo(room[row..]);
        }

        return room;
    }
}
