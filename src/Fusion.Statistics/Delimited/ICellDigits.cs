namespace Fusion.Statistics.Delimited;

/// <summary>A way to read the plain numbers among the cells.</summary>
/// <remarks>
/// Plain is an optional minus, then digits with at most one point among, before or after them, at least one digit and not more than the longest.
/// For these the mantissa is that of all the digits and the scale the number of those behind the point; anything else is left to <see cref="DecimalParser"/>.
/// </remarks>
internal unsafe interface ICellDigits
{
    /// <summary>Bytes before the end of a cell that are read, whatever they are.</summary>
    const int Padding = 16;

    /// <summary>Characters behind the sign beyond which no number is plain.</summary>
    const int Longest = 24;

    /// <summary>Reads a cell.</summary>
    /// <param name="start">Its first byte; <see cref="Padding"/> bytes before the end can be read.</param>
    /// <param name="end">Behind its last byte, where one more can be read.</param>
    /// <param name="mantissa">The digits, below 2^62 in magnitude.</param>
    /// <param name="scale">The number of digits behind the point.</param>
    /// <returns>Whether it is plain and short enough.</returns>
    static abstract bool TryRead(byte* start, byte* end, out long mantissa, out int scale);
}
