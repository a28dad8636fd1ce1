using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fusion.Statistics.Delimited;

/// <summary>The row of a <see cref="NumberBlock"/> that cells are written to, without checks of bounds.</summary>
internal readonly ref struct OpenRow
{
    private readonly ref long[]? _mantissas;
    private readonly ref byte _places;
    private readonly nint _row;

    /// <summary>Opens a row.</summary>
    /// <param name="mantissas">One array a column, longer than the row's number.</param>
    /// <param name="places">The places of all rows, this one included.</param>
    /// <param name="row">The row's number, and how far the places of two rows are apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OpenRow(long[]?[] mantissas, byte[] places, (int Number, int Stride) row)
    {
        _mantissas = ref MemoryMarshal.GetArrayDataReference(mantissas);
        _places = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(places), row.Number * row.Stride);
        _row = row.Number;
    }

    /// <summary>Sets a cell.</summary>
    /// <param name="column">A column that there is.</param>
    /// <param name="mantissa">The digits.</param>
    /// <param name="places">The number of digits behind the point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(nint column, long mantissa, byte places)
    {
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.Add(ref _mantissas, column)!), _row) = mantissa;
        Unsafe.Add(ref _places, column) = places;
    }
}
