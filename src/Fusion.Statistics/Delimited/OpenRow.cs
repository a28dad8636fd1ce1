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
    /// <param name="places">The places of the row, one a column.</param>
    /// <param name="row">The row's number.</param>
    public OpenRow(Span<long[]?> mantissas, Span<byte> places, int row)
    {
        _mantissas = ref MemoryMarshal.GetReference(mantissas);
        _places = ref MemoryMarshal.GetReference(places);
        _row = row;
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
