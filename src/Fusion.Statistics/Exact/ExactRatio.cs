using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Rounds an exact rational number once, so the result depends on the number only and not on how it is written.</summary>
internal static class ExactRatio
{
    /// <summary>Bits of the quotient before rounding: 126 and one that says whether anything follows.</summary>
    private const int QuotientBits = 126;

    private const int DoubleBits = 53;

    private static readonly BigInteger[] Powers = [.. Enumerable.Range(0, 128).Select(exponent => BigInteger.Pow(10, exponent))];

    /// <summary>numerator / denominator · 10^-scale: the nearest double, and the nearest double to what that leaves over.</summary>
    /// <returns>NaN when the denominator is 0.</returns>
    public static DoubleDouble Round(BigInteger numerator, BigInteger denominator, int scale)
    {
        if (denominator.IsZero)
            return DoubleDouble.NaN;
        if (numerator.IsZero)
            return 0;
        if (scale > 0)
            denominator *= Power(scale);
        else if (scale < 0)
            numerator *= Power(-scale);
        DoubleDouble magnitude = RoundPositive(BigInteger.Abs(numerator), BigInteger.Abs(denominator));
        return numerator.Sign == denominator.Sign ? magnitude : -magnitude;
    }

    /// <summary>10^exponent, exponent not negative.</summary>
    public static BigInteger Power(int exponent) => exponent < Powers.Length ? Powers[exponent] : BigInteger.Pow(10, exponent);

    private static DoubleDouble RoundPositive(BigInteger numerator, BigInteger denominator)
    {
        int shift = (int)(QuotientBits + denominator.GetBitLength() - numerator.GetBitLength());
        BigInteger quotient = DivideShifted(numerator, denominator, shift, out bool inexact);
        if (quotient.GetBitLength() < QuotientBits)
            quotient = DivideShifted(numerator, denominator, ++shift, out inexact);
        else if (quotient.GetBitLength() > QuotientBits)
            quotient = DivideShifted(numerator, denominator, --shift, out inexact);
        var bits = ((UInt128)quotient << 1) | (inexact ? 1u : 0u);
        return Split(bits, -(shift + 1));
    }

    private static BigInteger DivideShifted(BigInteger numerator, BigInteger denominator, int shift, out bool inexact)
    {
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(numerator << shift, denominator, out BigInteger rest)
            : BigInteger.DivRem(numerator, denominator << -shift, out rest);
        inexact = !rest.IsZero;
        return quotient;
    }

    /// <summary>bits · 2^exponent as two doubles; bits has 127 digits, of which the last stands for all that follow.</summary>
    public static DoubleDouble Split(UInt128 bits, int exponent)
    {
        const int Dropped = QuotientBits + 1 - DoubleBits;
        UInt128 high = RoundHalfEven(bits, Dropped);
        Int128 rest = (Int128)bits - (Int128)(high << Dropped);
        UInt128 magnitude = (UInt128)Int128.Abs(rest);
        int excess = Math.Max(0, 128 - (int)UInt128.LeadingZeroCount(magnitude) - DoubleBits);
        double low = (double)(ulong)RoundHalfEven(magnitude, excess);
        return new DoubleDouble(
            Math.ScaleB((double)(ulong)high, exponent + Dropped),
            Math.ScaleB(rest < 0 ? -low : low, exponent + excess));
    }

    private static UInt128 RoundHalfEven(UInt128 value, int dropped)
    {
        if (dropped == 0)
            return value;
        UInt128 quotient = value >> dropped;
        UInt128 rest = value - (quotient << dropped);
        UInt128 half = UInt128.One << (dropped - 1);
        bool up = rest > half || (rest == half && UInt128.IsOddInteger(quotient));
        return up ? quotient + 1 : quotient;
    }
}
