using System.Globalization;
using System.Numerics;

namespace Fusion.Statistics.Tests.Nist;

/// <summary>−log10 of the relative error against a certified decimal text, 0 to 15: the number of correct digits.</summary>
internal static class LogRelativeError
{
    private const double Most = 15;

    /// <summary>−log10(|q − c| / |c|), or −log10(|q|) for c = 0; q in full, c as the text says.</summary>
    public static double Of(DoubleDouble actual, string certified)
    {
        if (!DoubleDouble.IsFinite(actual))
            return 0;
        (BigInteger c, BigInteger power) = Parse(certified);
        (BigInteger q, BigInteger unit) = Fraction(actual);
        BigInteger error = BigInteger.Abs((q * power) - (c * unit));
        BigInteger size = c.IsZero ? unit * power : BigInteger.Abs(c * unit);
        return error.IsZero ? Most : Math.Clamp(BigInteger.Log10(size) - BigInteger.Log10(error), 0, Most);
    }

    /// <summary>A decimal text as an integer and the power of ten below it.</summary>
    private static (BigInteger Numerator, BigInteger Denominator) Parse(string text)
    {
        string[] parts = text.ToUpperInvariant().Split('E');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int places = point < 0 ? 0 : parts[0].Length - point - 1;
        places -= parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        BigInteger digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return places >= 0 ? (digits, BigInteger.Pow(10, places)) : (digits * BigInteger.Pow(10, -places), 1);
    }

    /// <summary>A double-double as a fraction whose denominator is a power of two.</summary>
    private static (BigInteger Numerator, BigInteger Denominator) Fraction(DoubleDouble value)
    {
        const int Places = 1200;
        return (Scaled(value.High, Places) + Scaled(value.Low, Places), BigInteger.One << Places);
    }

    /// <summary>value · 2^places, exact for every double of at least 2^-1074 / 2^(places − 1074).</summary>
    private static BigInteger Scaled(double value, int places)
    {
        int exponent = value == 0 ? 0 : Math.Max(Math.ILogB(value), -1022) - 52;
        var mantissa = new BigInteger(Math.ScaleB(value, -exponent));
        return mantissa << (places + exponent);
    }
}
