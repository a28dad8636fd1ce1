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

    /// <summary>Number of digits by which a mantissa of this magnitude can be scaled up and stay below 2^62; at most <paramref name="wanted"/>.</summary>
    public static int Headroom(ulong magnitude, int wanted)
    {
        if (magnitude == 0)
            return wanted;
        int digits = 0;
        while (digits < wanted && digits < MaxShift && (UInt128)magnitude * (ulong)Powers[digits + 1] < (ulong)ColumnBlock.MantissaBound)
        {
            digits++;
        }

        return digits;
    }

    /// <summary>mantissa · 10^-digits, rounded half to even.</summary>
    public static long RoundDown(long mantissa, int digits)
    {
        if (digits > MaxShift + 1)
            return 0;
        Int128 divisor = digits > MaxShift ? (Int128)Powers[MaxShift] * 10 : Powers[digits];
        (Int128 quotient, Int128 rest) = Int128.DivRem(mantissa, divisor);
        int order = (2 * Int128.Abs(rest)).CompareTo(divisor);
        bool away = order > 0 || (order == 0 && Int128.IsOddInteger(quotient));
        return (long)(away ? quotient + (mantissa < 0 ? -1 : 1) : quotient);
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
