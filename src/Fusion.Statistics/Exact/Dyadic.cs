using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Finite floating-point numbers as the integers times powers of two that they are.</summary>
internal static class Dyadic
{
    private const int FractionBits = 52;
    private const int SmallestExponent = -1074;

    /// <summary>value = mantissa · 2^exponent; the mantissa is odd, or both are 0.</summary>
    public static (long Mantissa, int Exponent) Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)((bits >> FractionBits) & 0x7ff);
        long mantissa = bits & ((1L << FractionBits) - 1);
        if (biased > 0)
            mantissa |= 1L << FractionBits;
        if (mantissa == 0)
            return (0, 0);
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        return (bits < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1 + SmallestExponent + zeros);
    }

    /// <summary>The exponent of the last bit of a number; the largest there is for 0.</summary>
    public static int LastBit(DoubleDouble value) => Math.Min(LastBit(value.High), LastBit(value.Low));

    /// <summary>value · 2^bits, an integer by the caller's choice of bits.</summary>
    public static BigInteger Shifted(DoubleDouble value, int bits) => Shifted(value.High, bits) + Shifted(value.Low, bits);

    private static int LastBit(double value) => value == 0 ? int.MaxValue : Of(value).Exponent;

    private static BigInteger Shifted(double value, int bits)
    {
        (long mantissa, int exponent) = Of(value);
        return mantissa == 0 ? BigInteger.Zero : (BigInteger)mantissa << (exponent + bits);
    }
}
