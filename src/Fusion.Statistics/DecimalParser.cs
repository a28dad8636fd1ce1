using System.Text;

namespace Fusion.Statistics;

/// <summary>Reads decimal texts into mantissa and scale: one pass for up to 18 digits, a second one over the digits of longer texts.</summary>
internal static class DecimalParser
{
    /// <summary>Numbers of so many digits always fit into a mantissa.</summary>
    private const int FastDigits = 18;

    /// <summary>Numbers of so many digits always fit into 64 bits.</summary>
    private const int KeptDigits = 19;

    /// <summary>Magnitudes stay below 18 times this power of ten: no double is larger.</summary>
    private const int LimitExponent = 307;
    private const int LimitFactor = 18;

    /// <summary>An exponent beyond this is as good as this: no text is long enough to make up for it.</summary>
    private const long ExponentBound = 1_000_000_000_000;

    /// <summary>See <see cref="DecimalNumber.TryParse"/>.</summary>
    public static DecimalParse Parse(ReadOnlySpan<byte> utf8, out DecimalNumber value)
    {
        value = default;
        ReadOnlySpan<byte> text = utf8[Ascii.Trim(utf8)];
        if (text.IsEmpty)
            return DecimalParse.Missing;

        bool negative = text[0] == '-';
        int start = negative || text[0] == '+' ? 1 : 0, point = -1, end = start;
        ulong mantissa = 0; // wraps beyond 19 digits, and is not used then
        for (; end < text.Length; end++)
        {
            uint digit = text[end] - (uint)'0';
            if (digit <= 9)
                mantissa = mantissa * 10 + digit;
            else if (text[end] == '.' && point < 0)
                point = end;
            else
                break;
        }

        int digits = end - start - (point < 0 ? 0 : 1);
        if (digits == 0)
            return Word(text[start..], signed: start > 0);
        long scale = point < 0 ? 0 : end - point - 1;
        if (end < text.Length)
        {
            if (!TryReadExponent(text[end..], out long exponent))
                return DecimalParse.NotANumber;
            scale -= exponent;
        }

        if (digits > FastDigits)
            return Fit(negative, LeadingDigits(text[start..end], scale), out value);
        if (scale is < 0 or > ColumnBlock.MaxScale)
            return Fit(negative, new Significand(mantissa, scale, 0, false), out value);
        value = new DecimalNumber(negative ? -(long)mantissa : (long)mantissa, (int)scale).Normalised();
        return DecimalParse.Value;
    }

    private static DecimalParse Word(ReadOnlySpan<byte> text, bool signed)
    {
        if (!signed && Ascii.EqualsIgnoreCase(text, "nan"u8))
            return DecimalParse.Missing;
        return Ascii.EqualsIgnoreCase(text, "inf"u8) || Ascii.EqualsIgnoreCase(text, "infinity"u8) ? DecimalParse.NotFinite : DecimalParse.NotANumber;
    }

    /// <summary>Reads <c>e</c>, an optional sign and at least one digit, to the end of the text.</summary>
    private static bool TryReadExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text[0] is not ((byte)'e' or (byte)'E'))
            return false;
        bool negative = text.Length > 1 && text[1] == '-';
        int start = negative || (text.Length > 1 && text[1] == '+') ? 2 : 1;
        foreach (byte character in text[start..])
        {
            uint digit = character - (uint)'0';
            if (digit > 9)
                return false;
            exponent = Math.Min(exponent * 10 + digit, ExponentBound);
        }

        exponent = negative ? -exponent : exponent;
        return start < text.Length;
    }

    /// <summary>Keeps the first digits that count and notes what follows them.</summary>
    private static Significand LeadingDigits(ReadOnlySpan<byte> text, long scale)
    {
        ulong kept = 0;
        uint next = 0;
        bool more = false;
        int taken = 0, dropped = 0;
        foreach (byte character in text)
        {
            uint digit = character - (uint)'0';
            if (digit > 9)
                continue; // the point, which the scale accounts for
            if (taken < KeptDigits)
            {
                kept = kept * 10 + digit;
                taken += kept == 0 ? 0 : 1;
                continue;
            }

            if (dropped++ == 0)
                next = digit;
            else
                more |= digit != 0;
        }

        return new Significand(kept, scale - dropped, next, more);
    }

    /// <summary>Brings digits to the finest grid at which they fit, rounding half-even once.</summary>
    private static DecimalParse Fit(bool negative, Significand digits, out DecimalNumber value)
    {
        value = default;
        (ulong kept, long scale, uint next, bool more) = digits;
        if (kept == 0)
            return DecimalParse.Value;
        while (next == 0 && !more && kept % 10 == 0)
        {
            (kept, scale) = (kept / 10, scale - 1);
        }

        while (scale > ColumnBlock.MaxScale || kept + RoundingUp(kept, next, more) >= ColumnBlock.MantissaBound)
        {
            if (kept == 0 && next == 0)
                return DecimalParse.Rounded;
            more |= next != 0;
            next = (uint)(kept % 10);
            (kept, scale) = (kept / 10, scale - 1);
        }

        bool exact = next == 0 && !more;
        kept += RoundingUp(kept, next, more);
        if (scale < 0 && !IsBelowLimit(kept, scale))
            return DecimalParse.OutOfRange;
        value = new DecimalNumber(negative ? -(long)kept : (long)kept, (int)scale).Normalised();
        return exact ? DecimalParse.Value : DecimalParse.Rounded;
    }

    private static ulong RoundingUp(ulong kept, uint next, bool more) => next > 5 || (next == 5 && (more || kept % 2 == 1)) ? 1UL : 0UL;

    private static bool IsBelowLimit(ulong mantissa, long scale)
    {
        long places = LimitExponent + scale;
        for (; places > 0 && mantissa > 0; places--)
        {
            mantissa /= 10;
        }

        for (; places < 0 && mantissa < LimitFactor; places++)
        {
            mantissa *= 10;
        }

        return mantissa < LimitFactor;
    }

    /// <summary>
    /// The number <c>Kept · 10^-Scale</c>, followed by the digit <paramref name="Next"/> and, when <paramref name="More"/>, by others not all 0.
    /// </summary>
    private readonly record struct Significand(ulong Kept, long Scale, uint Next, bool More);
}
