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
        int places = Math.Min(scale, ColumnBlock.MaxScale);
        BigInteger rounded = Divide(signed, BigInteger.Pow(10, scale - places));
        for (; BigInteger.Abs(rounded) >= Bound; places--)
        {
            rounded = Divide(signed, BigInteger.Pow(10, scale - places + 1));
        }

        if (places < 0 && BigInteger.Abs(rounded) * BigInteger.Pow(10, -places) >= 18 * BigInteger.Pow(10, 307))
            return (DecimalParse.OutOfRange, default);
        return (scale == places ? DecimalParse.Value : DecimalParse.Rounded, Normal(rounded, places));
    }

    private static DecimalNumber Normal(BigInteger mantissa, int scale)
    {
        if (mantissa.IsZero)
            return default;
        while (mantissa % 10 == 0)
        {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }

        BigInteger whole = scale < 0 ? mantissa * BigInteger.Pow(10, -scale) : Bound;
        return BigInteger.Abs(whole) < Bound ? new DecimalNumber((long)whole, 0) : new DecimalNumber((long)mantissa, scale);
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
