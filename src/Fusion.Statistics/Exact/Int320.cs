using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fusion.Statistics.Exact;

/// <summary>A 320-bit two's complement integer, exact modulo 2^320: room for 2^63 fourth powers of 63-bit numbers.</summary>
[InlineArray(LimbCount)]
internal struct Int320 : IEquatable<Int320>
{
    /// <summary>Number of 64-bit limbs, least significant first.</summary>
    public const int LimbCount = 5;

    private ulong _limb;

    public static implicit operator Int320(long value) => (Int128)value;

    public static implicit operator Int320(Int128 value)
    {
        Unsafe.SkipInit(out Int320 wide);
        Limbs.Widen([(ulong)value, (ulong)(value >> 64)], wide);
        return wide;
    }

    public static implicit operator Int320(in Int192 value)
    {
        Unsafe.SkipInit(out Int320 wide);
        Limbs.Widen(value, wide);
        return wide;
    }

    public static explicit operator Int320(BigInteger value)
    {
        Unsafe.SkipInit(out Int320 wide);
        Limbs.Read(value.ToByteArray(), wide);
        return wide;
    }

    public static Int320 operator +(in Int320 left, in Int320 right)
    {
        Unsafe.SkipInit(out Int320 sum);
        Limbs.Add(left, right, sum);
        return sum;
    }

    public static Int320 operator -(in Int320 value)
    {
        Unsafe.SkipInit(out Int320 negative);
        Limbs.Negate(value, negative);
        return negative;
    }

    public static Int320 operator -(in Int320 left, in Int320 right) => left + -right;

    public static Int320 operator *(in Int320 left, in Int320 right)
    {
        Unsafe.SkipInit(out Int320 product);
        Limbs.Multiply(left, right, product);
        return product;
    }

    public static bool operator ==(in Int320 left, in Int320 right) => ((ReadOnlySpan<ulong>)left).SequenceEqual(right);

    public static bool operator !=(in Int320 left, in Int320 right) => !(left == right);

    public readonly bool Equals(Int320 other) => this == other;

    public override readonly bool Equals(object? obj) => obj is Int320 other && this == other;

    public override readonly int GetHashCode() => ToBigInteger().GetHashCode();

    public override readonly string ToString() => ToBigInteger().ToString();

    /// <summary>The number as an integer of any size.</summary>
    public readonly BigInteger ToBigInteger() => Limbs.ToBigInteger(this);
}
