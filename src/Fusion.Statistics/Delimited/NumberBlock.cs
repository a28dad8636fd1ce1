using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics.Delimited;

/// <summary>Rows of numbers under construction, as their texts gave them: mantissas by column, places row by row.</summary>
/// <remarks>
/// A row that is not ended is written over by the next one. The block that comes out is the one that <see cref="RowBlockBuilder"/> makes of the
/// numbers in their normal form. It is found without bringing each of them there: the scale is the largest one that a last digit other than 0 needs.
/// </remarks>
internal sealed class NumberBlock
{
    private const int FirstRows = 8;

    /// <summary>One place code a cell: up to <see cref="LargestPlain"/> the scale, else one of the next two.</summary>
    private const byte LargestPlain = 253;
    private const byte Missing = 254;
    private const byte Noted = 255;

    /// <summary>The largest magnitudes that may still move by so many digits.</summary>
    private static readonly long[] Rooms =
        [.. Enumerable.Range(0, DecimalScale.MaxShift + 1).Select(digits => (ColumnBlock.MantissaBound - 1) / DecimalScale.Power(digits))];

    private readonly Schema _schema;
    private readonly long[]?[] _mantissas;
    private readonly int _stride;
    private readonly byte[] _low;
    private readonly byte[] _high;
    private readonly Dictionary<int, Note> _notes = [];
    private byte[] _places = [];
    private int _capacity;
    private int _firstRows = FirstRows;

    /// <summary>Creates an empty block.</summary>
    public NumberBlock(Schema schema)
    {
        _schema = schema;
        _mantissas = new long[]?[schema.Count];
        _stride = (schema.Count + Vector128<byte>.Count - 1) / Vector128<byte>.Count * Vector128<byte>.Count;
        (_low, _high) = (new byte[_stride], new byte[_stride]);
    }

    /// <summary>Number of rows ended.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether the block has to be built before the next row.</summary>
    public bool IsFull => Rows == RowBlock.Capacity;

    /// <summary>The current row; there has to be room for it.</summary>
    public OpenRow OpenRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_mantissas, _places, (Rows, _stride));
    }

    private Span<byte> Places => _places.AsSpan(Rows * _stride, _stride);

    /// <summary>Makes room for the current row and others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve()
    {
        if (Rows >= _capacity)
            Grow();
    }

    /// <summary>Sets a cell of the current row to what <see cref="DecimalParser"/> found.</summary>
    public void Set(int column, DecimalParse found, DecimalNumber value)
    {
        bool plain = found == DecimalParse.Value && value.Scale is >= 0 and <= LargestPlain;
        _mantissas[column]![Rows] = value.Mantissa;
        Places[column] = found == DecimalParse.Missing ? Missing : plain ? (byte)value.Scale : Noted;
        if (found != DecimalParse.Missing && !plain)
            _notes[(Rows * _stride) + column] = new Note(value.Scale, found == DecimalParse.Rounded);
    }

    /// <summary>Whether a cell of the current row is 0 or 1 without places, or missing.</summary>
    public bool IsBitOrMissing(int column) => Places[column] == Missing || (Places[column] == 0 && _mantissas[column]![Rows] is 0 or 1);

    /// <summary>Ends the current row.</summary>
    public void EndRow() => Rows++;

    /// <summary>Builds the block of all rows ended, at least one, and starts an empty one.</summary>
    public RowBlock Build()
    {
        Survey();
        ulong[] all = AllRows();
        var columns = new ColumnBlock[_schema.Count];
        for (int c = 0; c < columns.Length; c++)
        {
            columns[c] = BuildColumn(c, all);
        }

        var block = new RowBlock(Rows, ImmutableCollectionsMarshal.AsImmutableArray(columns), _schema);
        _firstRows = IsFull ? RowBlock.Capacity : FirstRows;
        (Rows, _capacity) = (0, 0);
        _notes.Clear();
        return block;
    }

    private void Grow()
    {
        _capacity = Rows == 0 ? _firstRows : Math.Min(2 * Rows, RowBlock.Capacity);
        foreach (ref long[]? mantissas in _mantissas.AsSpan())
        {
            if (mantissas?.Length == _capacity)
                continue;
            long[] longer = GC.AllocateUninitializedArray<long>(_capacity);
            mantissas.AsSpan(0, Rows).CopyTo(longer);
            mantissas = longer;
        }

        if (_places.Length < _capacity * _stride)
            Array.Resize(ref _places, _capacity * _stride);
    }

    /// <summary>The lowest and the highest place code of each column.</summary>
    private void Survey()
    {
        for (int first = 0; first < _stride; first += Vector128<byte>.Count)
        {
            Vector128<byte> low = Vector128<byte>.AllBitsSet, high = Vector128<byte>.Zero;
            for (int row = 0; row < Rows; row++)
            {
                Vector128<byte> places = Vector128.LoadUnsafe(ref _places[(row * _stride) + first]);
                (low, high) = (Vector128.Min(low, places), Vector128.Max(high, places));
            }

            low.CopyTo(_low, first);
            high.CopyTo(_high, first);
        }
    }

    private ulong[] AllRows()
    {
        var all = new ulong[(Rows + 63) / 64];
        all.AsSpan().Fill(ulong.MaxValue);
        if (Rows % 64 != 0)
            all[^1] = (1UL << (Rows % 64)) - 1;
        return all;
    }

    private ColumnBlock BuildColumn(int column, ulong[] all)
    {
        (byte low, byte high) = (_low[column], _high[column]);
        if (low != high || high > LargestPlain || (low > 0 && !NeedsLastDigit(_mantissas[column].AsSpan(0, Rows))))
            return AlignColumn(column);
        if (_mantissas[column]!.Length != Rows)
            return new ColumnBlock(_schema[column], low, _mantissas[column].AsSpan(0, Rows), all);
        long[] mantissas = _mantissas[column]!;
        _mantissas[column] = null; // it is the block's now
        return new ColumnBlock(_schema[column], low, mantissas, all, false);
    }

    private static bool NeedsLastDigit(ReadOnlySpan<long> mantissas)
    {
        foreach (long mantissa in mantissas)
        {
            if (mantissa % 10 != 0)
                return true;
        }

        return false;
    }

    /// <summary>A column with missing values or different places, in general by the builder that defines the result.</summary>
    private ColumnBlock AlignColumn(int column)
    {
        var presence = new ulong[(Rows + 63) / 64];
        int scale = 0;
        bool noted = _high[column] == Noted;
        for (int row = 0; row < Rows; row++)
        {
            byte places = PlacesOf(row, column);
            if (places == Missing)
                continue;
            presence[row / 64] |= 1UL << (row % 64);
            if (places <= LargestPlain && places > scale)
                scale = Math.Max(scale, new DecimalNumber(_mantissas[column]![row], places).Normalised().Scale);
        }

        var moved = new long[Rows];
        return !noted && TryMove(column, scale, moved) ? new ColumnBlock(_schema[column], scale, moved, presence, false) : BuildByNumber(column, presence);
    }

    /// <summary>Brings a column to the scale of its finest number, if there is room for it.</summary>
    private bool TryMove(int column, int scale, Span<long> moved)
    {
        for (int row = 0; row < moved.Length; row++)
        {
            byte places = PlacesOf(row, column);
            long mantissa = _mantissas[column]![row];
            if (places == Missing || mantissa == 0)
                continue;
            int digits = Math.Abs(scale - places);
            if (digits > DecimalScale.MaxShift)
                return false;
            long power = DecimalScale.Power(digits);
            if (places > scale)
                moved[row] = mantissa / power;
            else if (Math.Abs(mantissa) > Rooms[digits])
                return false;
            else
                moved[row] = mantissa * power;
        }

        return true;
    }

    private ColumnBlock BuildByNumber(int column, ulong[] presence)
    {
        var builder = new ColumnBuilder(_schema[column]);
        for (int row = 0; row < Rows; row++)
        {
            byte places = PlacesOf(row, column);
            if (places == Missing)
                continue;
            Note note = places == Noted ? _notes[(row * _stride) + column] : new Note(places, false);
            builder.Set(row, new DecimalNumber(_mantissas[column]![row], note.Scale).Normalised());
            if (note.Rounded)
                builder.MarkRounded();
        }

        return builder.Build(Rows, presence);
    }

    private byte PlacesOf(int row, int column) => _places[(row * _stride) + column];

    /// <summary>What does not fit into a place code.</summary>
    private readonly record struct Note(int Scale, bool Rounded);
}
