using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Mantissas of doubles at decimal scales, in integer arithmetic where doubles would round.</summary>
internal static class DecimalRounding
{
    /// <summary>Up to here the rounded product of a value that reads back and 10^scale is its mantissa: the error of the product is below 1/8.</summary>
    public const double ShortBound = 1L << 50;

    /// <summary>Bits of a mantissa beyond which a value is shorter than the grid asks for.</summary>
    private const int GridBits = 52;

    /// <summary>Finds the mantissa of a value at a scale from 0 to 18, if the decimal reads back as the value.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="narrow">Whether reading back as the same float is enough.</param>
    /// <param name="mantissa">The mantissa below 2^62.</param>
    public static bool TryExact(double value, int scale, bool narrow, out long mantissa)
    {
        double power = DecimalScale.Power(scale);
        double rounded = Math.Round(value * power);
        if (Math.Abs(rounded) <= ShortBound)
        {
            mantissa = (long)rounded;
            double back = rounded / power; // exact operands: rounded once
            return (narrow ? (float)back : back) == value;
        }

        mantissa = 0;
        if (Math.Abs(rounded) > ColumnBlock.MantissaBound)
            return false;
        mantissa = Nearest(value, scale);
        return Math.Abs(mantissa) < ColumnBlock.MantissaBound && (narrow ? ReadsBack(value, mantissa, scale, narrow) : LongReadsBack(value, mantissa, scale));
    }

    /// <summary>Whether mantissa · 10^-scale, correctly rounded, is the value.</summary>
    public static bool ReadsBack(double value, long mantissa, int scale, bool narrow)
    {
        double back = new DecimalNumber(mantissa, scale).ToDouble();
        return (narrow ? (float)back : back) == value;
    }

    /// <summary>value · 10^scale, rounded half to even to an integer.</summary>
    public static long Nearest(double value, int scale)
    {
        (ulong stored, int exponent) = Dyadic.Stored(value);
        long magnitude = scale is >= 0 and <= DecimalScale.MaxShift && exponent is < 0 and > -127
            ? (long)Nearest((UInt128)stored * (ulong)DecimalScale.Power(scale), -exponent)
            : (long)NearestWide(stored, exponent, scale);
        return value < 0 ? -magnitude : magnitude;
    }

    /// <summary>The scale of the coarsest decimal grid of at most 2^-52 of a magnitude; 0 for 0.</summary>
    public static int GridFor(double magnitude)
    {
        if (magnitude == 0)
            return 0;
        int scale = (int)Math.Floor((GridBits * Math.Log10(2)) - Math.Log10(magnitude)) - 1;
        (ulong stored, int exponent) = Dyadic.Stored(magnitude);
        while (NearestWide(stored, exponent, scale, roundDown: true) < Dyadic.HiddenBit)
        {
            scale++;
        }

        return scale;
    }

    /// <summary>The same as <see cref="ReadsBack"/> for a double and a scale from 0 to 18, without text: the error must be within half a unit in the last place.</summary>
    private static bool LongReadsBack(double value, long mantissa, int scale)
    {
        (ulong stored, int exponent) = Dyadic.Stored(value);
        if (exponent >= 0)
            return true;
        UInt128 exact = (UInt128)stored * (ulong)DecimalScale.Power(scale), rounded = (UInt128)(ulong)Math.Abs(mantissa) << -exponent;
        bool below = rounded < exact;
        UInt128 error = 2 * (below ? exact - rounded : rounded - exact);
        if (below && stored == Dyadic.HiddenBit)
            error *= 2; // below a power of two the neighbour is half as far
        int order = error.CompareTo((UInt128)(ulong)DecimalScale.Power(scale));
        return order < 0 || (order == 0 && ulong.IsEvenInteger(stored));
    }

    private static UInt128 Nearest(UInt128 product, int shift)
    {
        UInt128 quotient = product >> shift, rest = product - (quotient << shift), half = UInt128.One << (shift - 1);
        return rest > half || (rest == half && UInt128.IsOddInteger(quotient)) ? quotient + 1 : quotient;
    }

    private static BigInteger NearestWide(ulong stored, int exponent, int scale, bool roundDown = false)
    {
        BigInteger numerator = stored, denominator = 1;
        if (exponent >= 0)
            numerator <<= exponent;
        else
            denominator <<= -exponent;
        if (scale >= 0)
            numerator *= ExactRatio.Power(scale);
        else
            denominator *= ExactRatio.Power(-scale);
        var quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int order = (2 * rest).CompareTo(denominator);
        return !roundDown && (order > 0 || (order == 0 && !quotient.IsEven)) ? quotient + 1 : quotient;
    }
}
