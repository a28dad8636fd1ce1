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

    public static bool operator ==(in Int192 left, in Int192 right) => ((ReadOnlySpan<ulong>)left).SequenceEqual(right);

    public static bool operator !=(in Int192 left, in Int192 right) => !(left == right);

    public readonly bool Equals(Int192 other) => this == other;

    public override readonly bool Equals(object? obj) => obj is Int192 other && this == other;

    public override readonly int GetHashCode() => ToBigInteger().GetHashCode();

    public override readonly string ToString() => ToBigInteger().ToString();

    /// <summary>The number as an integer of any size.</summary>
    public readonly BigInteger ToBigInteger() => Limbs.ToBigInteger(this);
}
