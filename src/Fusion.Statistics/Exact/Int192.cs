using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fusion.Statistics.Exact;

/// <summary>A 192-bit two's complement integer, exact modulo 2^192: room for 2^63 products of two 63-bit numbers.</summary>
[InlineArray(LimbCount)]
internal struct Int192 : IEquatable<Int192>
{
    /// <summary>Number of 64-bit limbs, least significant first.</summary>
    public const int LimbCount = 3;

    private ulong _limb;

    public static implicit operator Int192(long value) => (Int128)value;

    public static implicit operator Int192(Int128 value)
    {
        Unsafe.SkipInit(out Int192 wide);
        Limbs.Widen([(ulong)value, (ulong)(value >> 64)], wide);
        return wide;
    }

    public static explicit operator Int192(in Int320 value)
    {
        Unsafe.SkipInit(out Int192 low);
        ((ReadOnlySpan<ulong>)value)[..LimbCount].CopyTo(low);
        return low;
    }

    public static explicit operator Int192(BigInteger value)
    {
        Unsafe.SkipInit(out Int192 wide);
        Limbs.Read(value.ToByteArray(), wide);
        return wide;
    }

    public static Int192 operator +(in Int192 left, in Int192 right)
    {
        Unsafe.SkipInit(out Int192 sum);
        Limbs.Add(left, right, sum);
        return sum;
    }

    public static Int192 operator -(in Int192 value)
    {
        Unsafe.SkipInit(out Int192 negative);
        Limbs.Negate(value, negative);
        return negative;
    }

    public static Int192 operator -(in Int192 left, in Int192 right) => left + -right;

    public static Int192 operator *(in Int192 left, in Int192 right)
    {
        Unsafe.SkipInit(out Int192 product);
        Limbs.Multiply(left, right, product);
        return product;
    }

    /// <summary>sum += value. Mostly the carry and the sign of the value cancel out above the lowest limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Int192 sum, long value)
    {
        ref ulong limbs = ref Unsafe.As<Int192, ulong>(ref sum);
        limbs += (ulong)value;
        long above = (value >> 63) + (limbs < (ulong)value ? 1 : 0);
        if (above != 0)
            AddAbove(ref limbs, above);
    }

    /// <summary>sum += value, or sum −= value for a sign of −1: adding the complement and one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Int192 sum, in Int192 value, int sign)
    {
        ulong flip = (ulong)(long)(sign >> 1);
        ref ulong to = ref Unsafe.As<Int192, ulong>(ref sum), from = ref Unsafe.As<Int192, ulong>(ref Unsafe.AsRef(in value));
        ulong carry = flip & 1;
        ulong addend = from ^ flip, partial = to + carry;
        carry = partial < carry ? 1UL : 0;
        to = partial + addend;
        carry += to < addend ? 1UL : 0;
        addend = Unsafe.Add(ref from, 1) ^ flip;
        partial = Unsafe.Add(ref to, 1) + carry;
        carry = partial < carry ? 1UL : 0;
        Unsafe.Add(ref to, 1) = partial + addend;
        carry += partial + addend < addend ? 1UL : 0;
        Unsafe.Add(ref to, 2) += (Unsafe.Add(ref from, 2) ^ flip) + carry;
    }

    /// <summary>sum += value · 2^shift.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="value">The value.</param>
    /// <param name="shift">0 to 63.</param>
    public static void Add(ref Int192 sum, Int128 value, int shift)
    {
        ref ulong limbs = ref Unsafe.As<Int192, ulong>(ref sum);
        Int128 upper = value >> (64 - shift);
        UInt128 low = (UInt128)limbs + ((ulong)value << shift);
        UInt128 middle = (UInt128)Unsafe.Add(ref limbs, 1) + (ulong)upper + (ulong)(low >> 64);
        limbs = (ulong)low;
        Unsafe.Add(ref limbs, 1) = (ulong)middle;
        Unsafe.Add(ref limbs, 2) += (ulong)(upper >> 64) + (ulong)(middle >> 64);
    }

    public static bool operator ==(in Int192 left, in Int192 right) => ((ReadOnlySpan<ulong>)left).SequenceEqual(right);

    public static bool operator !=(in Int192 left, in Int192 right) => !(left == right);

    public readonly bool Equals(Int192 other) => this == other;

    public override readonly bool Equals(object? obj) => obj is Int192 other && this == other;

    public override readonly int GetHashCode() => ToBigInteger().GetHashCode();

    public override readonly string ToString() => ToBigInteger().ToString();

    private static void AddAbove(ref ulong limbs, long value)
    {
        ref ulong middle = ref Unsafe.Add(ref limbs, 1);
        middle += (ulong)value;
        Unsafe.Add(ref limbs, 2) += (ulong)(value >> 63) + (middle < (ulong)value ? 1UL : 0);
    }

    /// <summary>The number as an integer of any size.</summary>
    public readonly bool IsNegative => (long)((ReadOnlySpan<ulong>)this)[LimbCount - 1] < 0;

    public readonly BigInteger ToBigInteger() => Limbs.ToBigInteger(this);
}
