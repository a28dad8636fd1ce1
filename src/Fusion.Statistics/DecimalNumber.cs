using System.Globalization;
using System.Text;

namespace Fusion.Statistics;

/// <summary>The exact decimal number <c>Mantissa · 10^-Scale</c>; <c>4.30</c> is 430 at scale 2.</summary>
/// <param name="Mantissa">The integer part of the representation, any 64-bit value.</param>
/// <param name="Scale">The number of decimal places; negative for multiples of a power of ten.</param>
/// <remarks>Equality compares the value: 430 at scale 2 equals 43 at scale 1.</remarks>
public readonly record struct DecimalNumber(long Mantissa, int Scale)
{
    private const long LargestExactDouble = 1L << 53;

    /// <summary>The powers of ten that a double holds exactly.</summary>
    private static ReadOnlySpan<double> ExactPowers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a decimal text such as <c>-12.5</c>, <c>.5</c>, <c>5.</c> or <c>+3E+2</c>, without passing through a double.</summary>
    /// <param name="utf8">The text in ASCII; blanks around it are ignored.</param>
    /// <param name="value">
    /// The number in its normal form (<see cref="Normalised"/>), or zero when the text has none. Normal forms of equal numbers are identical, so
    /// <c>4.30</c> and <c>4.3</c> give the same mantissa and scale.
    /// </param>
    /// <returns>What the text is; see the members of <see cref="DecimalParse"/>.</returns>
    /// <remarks>
    /// A number that needs a mantissa of 2^62 or more, or more than <see cref="ColumnBlock.MaxScale"/> places, is rounded half-even to the
    /// finest grid <c>10^-k</c> at which it fits, for a large integer with k &lt; 0: <see cref="DecimalParse.Rounded"/>. It is
    /// <see cref="DecimalParse.OutOfRange"/> when it is 1.8·10^308 or more in magnitude.
    /// Allocates nothing; linear in the length of the text; independent of the culture.
    /// </remarks>
    public static DecimalParse TryParse(ReadOnlySpan<byte> utf8, out DecimalNumber value) => DecimalParser.Parse(utf8, out value);

    /// <summary>The decimal number equal to an integer.</summary>
    /// <param name="value">Any integer.</param>
    /// <returns>The number at scale 0.</returns>
    public static DecimalNumber FromInt64(long value) => new(value, 0);

    /// <summary>The one representation that equal numbers share.</summary>
    /// <returns>
    /// Zero: (0, 0). A number with a fraction: no zero at the end of it. An integer: scale 0, or, where that needs a mantissa of 2^62 or more in
    /// magnitude, no zero at the end and the scale that follows.
    /// </returns>
    public DecimalNumber Normalised()
    {
        (long mantissa, int scale) = (Mantissa, Scale);
        if (mantissa == 0)
            return default;
        while (scale > 0 && mantissa % 10 == 0)
        {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }

        return scale > 0 ? new DecimalNumber(mantissa, scale) : NormalisedInteger(mantissa, scale);
    }

    /// <summary>The nearest double, ties to even.</summary>
    /// <returns>The double; ±∞ or ±0 outside its range.</returns>
    public double ToDouble()
    {
        if (Mantissa is >= -LargestExactDouble and <= LargestExactDouble && Scale is >= 0 and <= 22)
            return Mantissa / ExactPowers[Scale]; // one operation on exact operands rounds once (Clinger 1990)
        Span<byte> text = stackalloc byte[40];
        int length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Mantissa}e{-(long)Scale}"), text);
        return double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Compares the values.</summary>
    /// <param name="other">The other number.</param>
    /// <returns>True when both are the same number.</returns>
    public bool Equals(DecimalNumber other)
    {
        DecimalNumber left = Normalised(), right = other.Normalised();
        return left.Mantissa == right.Mantissa && left.Scale == right.Scale;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        DecimalNumber normal = Normalised();
        return HashCode.Combine(normal.Mantissa, normal.Scale);
    }

    /// <summary>The shortest plain decimal, such as <c>-0.05</c> or <c>300</c>, without an exponent.</summary>
    /// <returns>A text that <see cref="TryParse"/> reads back to an equal number.</returns>
    public override string ToString()
    {
        (long mantissa, int scale) = Normalised();
        string digits = mantissa.ToString(CultureInfo.InvariantCulture);
        if (scale <= 0)
            return digits + new string('0', -scale);
        string sign = mantissa < 0 ? "-" : "";
        digits = digits[sign.Length..].PadLeft(scale + 1, '0');
        return $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    /// <summary>The double that two roundings give, at most 2.5 units in the last place from the nearest one: 2^-53 of the value for each, and ½ of a unit.</summary>
    /// <returns>False where the power of ten is no double.</returns>
    internal bool TryApproximate(out double near)
    {
        bool possible = Scale is >= 0 and <= 22;
        near = possible ? Mantissa / ExactPowers[Scale] : double.NaN;
        return possible;
    }

    private static DecimalNumber NormalisedInteger(long mantissa, int scale)
    {
        (long widened, int places) = (mantissa, scale);
        while (places < 0 && widened is > -ColumnBlock.MantissaBound / 10 and < ColumnBlock.MantissaBound / 10)
        {
            (widened, places) = (widened * 10, places + 1);
        }

        if (places == 0 && widened is > -ColumnBlock.MantissaBound and < ColumnBlock.MantissaBound)
            return new DecimalNumber(widened, 0);
        while (mantissa % 10 == 0)
        {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }

        return new DecimalNumber(mantissa, scale);
    }
}
