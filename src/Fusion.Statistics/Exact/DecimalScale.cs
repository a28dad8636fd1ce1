using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Arithmetic of mantissas at decimal scales.</summary>
internal static class DecimalScale
{
    /// <summary>The largest power of ten a signed 64-bit integer holds; no mantissa but 0 can move further.</summary>
    public const int MaxShift = 18;

    private static readonly long[] Powers = CreatePowers();

    /// <summary>10^exponent for 0 ≤ exponent ≤ <see cref="MaxShift"/>.</summary>
    public static long Power(int exponent) => Powers[exponent];

    /// <summary>The finest scale at which a value has a mantissa below a bound, at most <see cref="MaxShift"/> places finer than the given one.</summary>
    /// <param name="magnitude">The magnitude of its mantissa.</param>
    /// <param name="scale">The scale of that mantissa.</param>
    /// <param name="bound">The bound, at most <see cref="ColumnBlock.MantissaBound"/>.</param>
    public static int FinestScale(ulong magnitude, int scale, long bound)
    {
        int digits = 0;
        if (magnitude < (ulong)bound)
        {
            while (digits < MaxShift && (UInt128)magnitude * (ulong)Powers[digits + 1] < (ulong)bound)
            {
                digits++;
            }

            return scale + digits;
        }

        while (magnitude / (ulong)Powers[digits] >= (ulong)bound)
        {
            digits++;
        }

        return scale - digits;
    }

    /// <summary>Compares two numbers exactly: negative when the first is smaller.</summary>
    public static int Compare(DecimalNumber left, DecimalNumber right)
    {
        int signs = Math.Sign(left.Mantissa) - Math.Sign(right.Mantissa);
        if (signs != 0 || left.Mantissa == 0)
            return signs;
        int scale = Math.Max(left.Scale, right.Scale);
        if (scale - Math.Min(left.Scale, right.Scale) > 2 * MaxShift)
            return Math.Sign(left.Mantissa) * (left.Scale < right.Scale ? 1 : -1); // no mantissa makes up for so many places
        return (left.Mantissa * ExactRatio.Power(scale - left.Scale)).CompareTo(right.Mantissa * ExactRatio.Power(scale - right.Scale));
    }

    /// <summary>mantissa · 10^-digits, rounded half to even.</summary>
    public static long RoundDown(long mantissa, int digits)
    {
        if (digits > MaxShift)
            return digits == MaxShift + 1 && Int128.Abs(mantissa) > 5 * (Int128)Powers[MaxShift] ? Math.Sign(mantissa) : 0;
        long divisor = Powers[digits];
        (long quotient, long rest) = Math.DivRem(mantissa, divisor);
        int order = (2 * Math.Abs(rest)).CompareTo(divisor);
        bool away = order > 0 || (order == 0 && long.IsOddInteger(quotient));
        return away ? quotient + Math.Sign(mantissa) : quotient;
    }

    /// <summary>value · 10^-digits, rounded half to even.</summary>
    public static BigInteger RoundDown(BigInteger value, int digits)
    {
        BigInteger divisor = ExactRatio.Power(digits);
        var quotient = BigInteger.DivRem(value, divisor, out BigInteger rest);
        int order = (2 * BigInteger.Abs(rest)).CompareTo(divisor);
        bool away = order > 0 || (order == 0 && !quotient.IsEven);
        return away ? quotient + value.Sign : quotient;
    }

    /// <summary>mantissa · 10^-digits, rounded towards −∞.</summary>
    public static long Floor(long mantissa, int digits)
    {
        (long quotient, long rest) = digits > MaxShift ? (0, mantissa) : Math.DivRem(mantissa, Powers[digits]);
        return rest < 0 ? quotient - 1 : quotient;
    }

    /// <summary>mantissa · 10^digits, rounded half to even where digits are lost; the result fits by the caller's choice of digits.</summary>
    public static long Move(long mantissa, int digits)
    {
        if (mantissa == 0)
            return 0;
        return digits >= 0 ? checked(mantissa * Powers[digits]) : RoundDown(mantissa, -digits);
    }

    /// <summary>mantissa · 10^-scale as text, for messages.</summary>
    public static string Format(BigInteger mantissa, int scale) => $"{mantissa}e{-scale}";

    private static long[] CreatePowers()
    {
        var powers = new long[MaxShift + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
