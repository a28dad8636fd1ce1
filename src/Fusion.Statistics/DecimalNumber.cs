namespace Fusion.Statistics;

/// <summary>The exact decimal number <c>Mantissa · 10^-Scale</c>; <c>4.30</c> is 430 at scale 2.</summary>
/// <param name="Mantissa">The integer part of the representation, any 64-bit value.</param>
/// <param name="Scale">The number of decimal places; negative for multiples of a power of ten.</param>
/// <remarks>Equality compares the representation: 430 at scale 2 and 43 at scale 1 are one number and two values of this type.</remarks>
public readonly partial record struct DecimalNumber(long Mantissa, int Scale);
