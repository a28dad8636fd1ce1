using System.Numerics;
using System.Runtime.InteropServices;

namespace Fusion.Statistics.Exact;

/// <summary>
/// Two's complement integers of fixed width as little-endian spans of 64-bit limbs. Every operation is exact modulo 2^width, so any chain of
/// additions and multiplications gives the right result whenever that result fits, whatever the intermediate values did.
/// </summary>
internal static class Limbs
{
    /// <summary>left + right.</summary>
    public static void Add(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> sum)
    {
        ulong carry = 0;
        for (int i = 0; i < sum.Length; i++)
        {
            ulong partial = left[i] + carry;
            carry = partial < carry ? 1UL : 0UL;
            ulong total = partial + right[i];
            carry += total < partial ? 1UL : 0UL;
            sum[i] = total;
        }
    }

    /// <summary>−value.</summary>
    public static void Negate(ReadOnlySpan<ulong> value, Span<ulong> negative)
    {
        ulong carry = 1;
        for (int i = 0; i < negative.Length; i++)
        {
            ulong limb = ~value[i] + carry;
            carry = carry != 0 && limb == 0 ? 1UL : 0UL;
            negative[i] = limb;
        }
    }

    /// <summary>left · right; <paramref name="product"/> is none of the factors.</summary>
    public static void Multiply(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> product)
    {
        product.Clear();
        for (int i = 0; i < product.Length; i++)
        {
            ulong carry = 0;
            for (int j = 0; i + j < product.Length; j++)
            {
                UInt128 term = (UInt128)Math.BigMul(left[i], right[j]) + product[i + j] + carry;
                product[i + j] = (ulong)term;
                carry = (ulong)(term >> 64);
            }
        }
    }

    /// <summary>value · 2^shift + addend, in place.</summary>
    public static void ShiftAdd(Span<ulong> value, int shift, long addend)
    {
        for (int i = value.Length - 1; i > 0; i--)
        {
            value[i] = (value[i] << shift) | (value[i - 1] >> (64 - shift));
        }

        value[0] <<= shift;
        ulong carry = 0, sign = (ulong)(addend >> 63);
        for (int i = 0; i < value.Length; i++)
        {
            UInt128 sum = (UInt128)value[i] + (i == 0 ? (ulong)addend : sign) + carry;
            value[i] = (ulong)sum;
            carry = (ulong)(sum >> 64);
        }
    }

    /// <summary>Copies a narrower number, repeating its sign.</summary>
    public static void Widen(ReadOnlySpan<ulong> value, Span<ulong> wide)
    {
        value.CopyTo(wide);
        wide[value.Length..].Fill((ulong)((long)value[^1] >> 63));
    }

    /// <summary>The number as an integer of any size.</summary>
    public static BigInteger ToBigInteger(ReadOnlySpan<ulong> value) => new(MemoryMarshal.AsBytes(value));

    /// <summary>The number of bytes of the shortest little-endian two's complement form; 0 for zero.</summary>
    public static int ByteLength(ReadOnlySpan<ulong> value)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(value);
        byte sign = (byte)((sbyte)bytes[^1] >> 7);
        int length = bytes.Length;
        while (length > 0 && bytes[length - 1] == sign)
        {
            length--;
        }

        bool signIsLost = sign == 0 ? length > 0 && bytes[length - 1] >= 128 : length == 0 || bytes[length - 1] < 128;
        return signIsLost ? length + 1 : length;
    }

    /// <summary>Writes one byte, the length, and the shortest little-endian two's complement form.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Write(ReadOnlySpan<ulong> value, Span<byte> target)
    {
        int length = ByteLength(value);
        target[0] = (byte)length;
        MemoryMarshal.AsBytes(value)[..length].CopyTo(target[1..]);
        return length + 1;
    }

    /// <summary>Reads a little-endian two's complement form that is not longer than the number.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, Span<ulong> value)
    {
        Span<byte> target = MemoryMarshal.AsBytes(value);
        bytes.CopyTo(target);
        target[bytes.Length..].Fill(bytes.IsEmpty ? (byte)0 : (byte)((sbyte)bytes[^1] >> 7));
    }
}
