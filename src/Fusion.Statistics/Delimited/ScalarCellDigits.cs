namespace Fusion.Statistics.Delimited;

/// <summary>Digit by digit, for processors without the vector instructions.</summary>
internal readonly unsafe struct ScalarCellDigits : ICellDigits
{
    /// <summary>Digits that fit into a mantissa whatever they are.</summary>
    private const int LongestFit = 18;

    /// <inheritdoc/>
    public static bool TryRead(byte* start, byte* end, out long mantissa, out int scale)
    {
        bool negative = *start == '-';
        byte* position = start + (negative ? 1 : 0), point = null;
        (mantissa, scale) = (0, 0);
        long length = end - position;
        if (length is < 1 or > LongestFit + 1)
            return false;
        for (; position < end; position++)
        {
            uint digit = *position - (uint)'0';
            if (digit <= 9)
                mantissa = (10 * mantissa) + digit;
            else if (*position == '.' && point == null)
                point = position;
            else
                return false;
        }

        long digits = point == null ? length : length - 1;
        scale = point == null ? 0 : (int)(end - point) - 1;
        mantissa = negative ? -mantissa : mantissa;
        return digits is > 0 and <= LongestFit;
    }
}
