using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Finite floating-point numbers as the integers times powers of two that they are.</summary>
internal static class Dyadic
{
    /// <summary>The first bit of every normal mantissa.</summary>
    public const ulong HiddenBit = 1UL << FractionBits;

    private const int FractionBits = 52;
    private const int SmallestExponent = -1074;

    /// <summary>|value| = mantissa · 2^exponent as it is stored: 2^exponent is the unit in the last place.</summary>
    public static (ulong Mantissa, int Exponent) Stored(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        int biased = (int)((bits >> FractionBits) & 0x7ff);
        ulong fraction = bits & (HiddenBit - 1);
        return biased > 0 ? (fraction | HiddenBit, biased - 1 + SmallestExponent) : (fraction, SmallestExponent);
    }

    /// <summary>The exponent of the last bit of a number; the largest there is for 0.</summary>
    public static int LastBit(DoubleDouble value) => Math.Min(LastBit(value.High), LastBit(value.Low));

    /// <summary>value · 2^bits, an integer because no bit of the value is below 2^-bits.</summary>
    public static BigInteger Shifted(DoubleDouble value, int bits) => Shifted(value.High, bits) + Shifted(value.Low, bits);

    private static int LastBit(double value)
    {
        (ulong mantissa, int exponent) = Stored(value);
        return mantissa == 0 ? int.MaxValue : exponent + BitOperations.TrailingZeroCount(mantissa);
    }

    private static BigInteger Shifted(double value, int bits)
    {
        (ulong mantissa, int exponent) = Stored(value);
        int shift = exponent + bits;
        BigInteger magnitude = shift >= 0 ? (BigInteger)mantissa << shift : mantissa >> -shift;
        return value < 0 ? -magnitude : magnitude;
    }
}
