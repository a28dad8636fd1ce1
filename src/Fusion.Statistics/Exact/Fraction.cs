using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>An exact rational number with a positive denominator, not reduced.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    public static Fraction Of(long mantissa, int scale) => scale >= 0
        ? new Fraction(mantissa, ExactRatio.Power(scale))
        : new Fraction(mantissa * ExactRatio.Power(-scale), BigInteger.One);

    public static Fraction Of(double value)
    {
        int bits = Math.Max(0, value == 0 ? 0 : -Dyadic.LastBit(value));
        return new Fraction(Dyadic.Shifted(value, bits), BigInteger.One << bits);
    }

    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left + new Fraction(-right.Numerator, right.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The nearest double.</summary>
    public double ToDouble() => ExactRatio.Round(Numerator, Denominator, 0).High;
}
