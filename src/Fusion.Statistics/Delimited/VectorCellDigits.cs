using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fusion.Statistics.Delimited;

/// <summary>Sixteen characters at a time: one shuffle takes the point out, three multiplications join the digits. Needs SSE4.1.</summary>
internal readonly unsafe struct VectorCellDigits : ICellDigits
{
    private const int Width = 16;

    /// <summary>10^16, by which the digits in front of sixteen others count.</summary>
    private const ulong Weight = 10_000_000_000_000_000;

    /// <summary>From n on, 16 − n zeros and then n ones.</summary>
    private static ReadOnlySpan<byte> Masks =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    /// <summary>Controls that take byte p out and move those before it up; the seventeenth leaves all in place.</summary>
    private static ReadOnlySpan<byte> Closing =>
    [
        128, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    /// <summary>Whether this processor has the instructions.</summary>
    public static bool IsSupported => Sse41.IsSupported;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* start, byte* end, out long mantissa, out int scale)
    {
        long sign = *start == '-' ? 1 : 0;
        long length = end - start - sign;
        if ((ulong)(length - 1) >= Width)
        {
            bool read = TryReadLong(start, end, out long longer, out int places); // locals of their own, so that the results can stay in registers
            (mantissa, scale) = (longer, places);
            return read;
        }

        Vector128<byte> digits = Digits(end, length, out int point);
        int pointless = point >> 4;
        scale = Width - 1 - point + pointless;
        mantissa = ((long)Join(digits) ^ -sign) + sign;
        return AreDigits(digits) && length + pointless > 1;
    }

    /// <summary>Up to <see cref="ICellDigits.Longest"/> characters: at most eight one by one, then sixteen together.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryReadLong(byte* start, byte* end, out long mantissa, out int scale)
    {
        (mantissa, scale) = (0, 0);
        bool negative = *start == '-';
        byte* position = start + (negative ? 1 : 0);
        if (end - position is <= Width or > ICellDigits.Longest)
            return false;
        ulong front = 0;
        byte* point = null;
        for (; position < end - Width; position++)
        {
            uint digit = *position - (uint)'0';
            if (digit <= 9)
                front = (10 * front) + digit;
            else if (*position == '.' && point == null)
                point = position;
            else
                return false;
        }

        Vector128<byte> digits = Digits(end, Width, out int second);
        if (!AreDigits(digits) || (second < Width && point != null))
            return false;
        UInt128 value = ((UInt128)front * (second < Width ? Weight / 10 : Weight)) + Join(digits);
        scale = point != null ? (int)(end - point) - 1 : Width - 1 - second + (second >> 4);
        mantissa = negative ? -(long)(ulong)value : (long)(ulong)value;
        return value < (ulong)ColumnBlock.MantissaBound;
    }

    /// <summary>The last characters as numbers with the first point taken out, zeros in front.</summary>
    /// <param name="end">Behind the last character.</param>
    /// <param name="length">Number of characters, 1 to 16.</param>
    /// <param name="point">Where among the 16 the point was; 16 when there was none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Digits(byte* end, long length, out int point)
    {
        Vector128<byte> mask = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)length);
        Vector128<byte> digits = (Vector128.Load(end - Width) - Vector128.Create((byte)'0')) & mask;
        uint points = Vector128.Equals(digits, Vector128.Create(unchecked((byte)('.' - '0')))).ExtractMostSignificantBits();
        point = BitOperations.TrailingZeroCount(points | (1u << Width));
        return Ssse3.Shuffle(digits, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Closing), (nuint)(Width * point)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreDigits(Vector128<byte> digits) => Sse2.SubtractSaturate(digits, Vector128.Create((byte)9)) == Vector128<byte>.Zero;

    /// <summary>Sixteen digits to a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector128<byte> digits)
    {
        Vector128<short> pairs = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create((sbyte)10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create((short)100, 1, 100, 1, 100, 1, 100, 1));
        Vector128<short> packed = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
        ulong eights = Sse2.MultiplyAddAdjacent(packed, Vector128.Create((short)10000, 1, 10000, 1, 10000, 1, 10000, 1)).AsUInt64().ToScalar();
        return ((eights & uint.MaxValue) * 100_000_000) + (eights >> 32);
    }
}
