using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Fusion.Statistics.Tests.Frames;

/// <summary>The definition of <see cref="DecimalNumber.TryParse"/> for ASCII numbers, in big integers and without a thought for speed.</summary>
internal static partial class DecimalReference
{
    private static readonly BigInteger Bound = BigInteger.One << 62;

    public static (DecimalParse Result, DecimalNumber Value) Parse(string text)
    {
        Match match = NumberPattern().Match(text);
        if (!match.Success || match.Groups["int"].Length + match.Groups["frac"].Length == 0)
            return (DecimalParse.NotANumber, default);
        string fraction = match.Groups["frac"].Value;
        BigInteger digits = BigInteger.Parse(match.Groups["int"].Value + fraction, CultureInfo.InvariantCulture);
        int exponent = match.Groups["exp"].Success ? int.Parse(match.Groups["exp"].Value, CultureInfo.InvariantCulture) : 0;
        int scale = fraction.Length - exponent;
        if (digits.IsZero)
            return (DecimalParse.Value, default);
        while (digits % 10 == 0)
        {
            (digits, scale) = (digits / 10, scale - 1);
        }

        BigInteger signed = match.Groups["sign"].Value == "-" ? -digits : digits;
        return scale > 0 ? Fraction(signed, scale) : Integer(signed, scale);
    }

    private static (DecimalParse Result, DecimalNumber Value) Integer(BigInteger digits, int scale)
    {
        BigInteger whole = digits * BigInteger.Pow(10, -scale);
        if (BigInteger.Abs(whole) < Bound)
            return (DecimalParse.Value, new DecimalNumber((long)whole, 0));
        return BigInteger.Abs(digits) < Bound && BigInteger.Abs(whole) < BigInteger.Pow(10, 308)
            ? (DecimalParse.Value, new DecimalNumber((long)digits, scale))
            : (DecimalParse.OutOfRange, default);
    }

    private static (DecimalParse Result, DecimalNumber Value) Fraction(BigInteger digits, int scale)
    {
        for (int places = Math.Min(scale, ColumnBlock.MaxScale); places >= 0; places--)
        {
            BigInteger rounded = Divide(digits, BigInteger.Pow(10, scale - places));
            if (BigInteger.Abs(rounded) < Bound)
                return (places == scale ? DecimalParse.Value : DecimalParse.Rounded, Shorten((long)rounded, places));
        }

        return (DecimalParse.OutOfRange, default);
    }

    private static DecimalNumber Shorten(long mantissa, int scale)
    {
        while (scale > 0 && mantissa % 10 == 0)
        {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }

        return new DecimalNumber(mantissa, scale);
    }

    private static BigInteger Divide(BigInteger value, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(value, divisor, out BigInteger rest);
        int order = (2 * BigInteger.Abs(rest)).CompareTo(divisor);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + value.Sign : quotient;
    }

    [GeneratedRegex(@"^(?<sign>[+-]?)(?<int>\d*)(\.(?<frac>\d*))?([eE](?<exp>[+-]?\d+))?$", RegexOptions.ECMAScript)]
    private static partial Regex NumberPattern();
}
