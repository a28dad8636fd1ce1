using System.Globalization;

namespace Fusion.Statistics;

/// <summary>A floating-point number of about 106 bits, the unevaluated sum of two doubles.</summary>
/// <remarks>
/// <para>Algorithms: Dekker (1971) and Hida, Li and Bailey (2001), "Library for double-double and quad-double arithmetic", with fused multiply-add.
/// Relative error of + and − at most 2^-105, of ×, ÷ and √ at most 2^-103, as long as nothing overflows or leaves the normal range.</para>
/// <para>Where the result is infinite or NaN, <see cref="Low"/> is 0 and <see cref="High"/> is what double arithmetic gives.</para>
/// </remarks>
public readonly struct DoubleDouble : IEquatable<DoubleDouble>, IComparable<DoubleDouble>
{
    /// <summary>Creates the number <paramref name="high"/> + <paramref name="low"/>.</summary>
    /// <param name="high">The larger part.</param>
    /// <param name="low">The smaller part, of any size; the two are renormalised.</param>
    public DoubleDouble(double high, double low)
    {
        double sum = high + low;
        High = sum;
        Low = double.IsFinite(sum) ? TwoSumError(high, low, sum) : 0;
    }

    private DoubleDouble(double normalised) => High = normalised;

    /// <summary>Not a number.</summary>
    public static DoubleDouble NaN { get; } = new(double.NaN);

    /// <summary>The number, correctly rounded to a double.</summary>
    public double High { get; }

    /// <summary>What <see cref="High"/> leaves over: at most half a unit in its last place.</summary>
    public double Low { get; }

    /// <summary>A double is a double-double, exactly.</summary>
    /// <param name="value">The double.</param>
    public static implicit operator DoubleDouble(double value) => new(value);

    /// <summary>Rounds to the nearest double.</summary>
    /// <param name="value">The number.</param>
    public static explicit operator double(DoubleDouble value) => value.High;

    /// <summary>The negative.</summary>
    /// <param name="value">The number.</param>
    public static DoubleDouble operator -(DoubleDouble value) => new(-value.High, -value.Low);

    /// <summary>The sum.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        double high = left.High + right.High;
        if (!double.IsFinite(high))
            return high;
        double highError = TwoSumError(left.High, right.High, high);
        double low = left.Low + right.Low;
        double lowError = TwoSumError(left.Low, right.Low, low);
        DoubleDouble partial = Renormalise(high, highError + low);
        return Renormalise(partial.High, partial.Low + lowError);
    }

    /// <summary>The difference.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    public static DoubleDouble operator -(DoubleDouble left, DoubleDouble right) => left + -right;

    /// <summary>The product.</summary>
    /// <param name="left">First factor.</param>
    /// <param name="right">Second factor.</param>
    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        double high = left.High * right.High;
        if (!double.IsFinite(high))
            return high;
        double error = Math.FusedMultiplyAdd(left.High, right.High, -high);
        error += Math.FusedMultiplyAdd(left.High, right.Low, left.Low * right.High);
        return Renormalise(high, error);
    }

    /// <summary>The quotient.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    public static DoubleDouble operator /(DoubleDouble left, DoubleDouble right)
    {
        double first = left.High / right.High;
        if (!double.IsFinite(first) || !double.IsFinite(right.High))
            return first;
        DoubleDouble rest = left - (right * first);
        double second = rest.High / right.High;
        rest -= right * second;
        double third = rest.High / right.High;
        return Renormalise(first, second) + third;
    }

    /// <summary>Equality of the numbers; NaN equals nothing.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(DoubleDouble left, DoubleDouble right) => left.High == right.High && left.Low == right.Low;

    /// <summary>Inequality of the numbers; NaN differs from everything.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(DoubleDouble left, DoubleDouble right) => !(left == right);

    /// <summary>Whether the first is smaller; false when either is NaN.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(DoubleDouble left, DoubleDouble right) =>
        left.High < right.High || (left.High == right.High && left.Low < right.Low);

    /// <summary>Whether the first is larger; false when either is NaN.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(DoubleDouble left, DoubleDouble right) => right < left;

    /// <summary>Whether the first is not larger; false when either is NaN.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(DoubleDouble left, DoubleDouble right) => left < right || left == right;

    /// <summary>Whether the first is not smaller; false when either is NaN.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(DoubleDouble left, DoubleDouble right) => right <= left;

    /// <summary>The square root; NaN for a negative number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The root.</returns>
    public static DoubleDouble Sqrt(DoubleDouble value)
    {
        double root = Math.Sqrt(value.High);
        if (root == 0 || !double.IsFinite(root))
            return root;
        DoubleDouble rest = value - new DoubleDouble(root * root, Math.FusedMultiplyAdd(root, root, -(root * root)));
        return Renormalise(root, rest.High / (2 * root));
    }

    /// <summary>The absolute value.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The number without its sign.</returns>
    public static DoubleDouble Abs(DoubleDouble value) => value.High < 0 ? -value : value;

    /// <summary>Whether the number is NaN.</summary>
    /// <param name="value">The number.</param>
    /// <returns>True for NaN.</returns>
    public static bool IsNaN(DoubleDouble value) => double.IsNaN(value.High);

    /// <summary>Whether the number is neither infinite nor NaN.</summary>
    /// <param name="value">The number.</param>
    /// <returns>True for a number proper.</returns>
    public static bool IsFinite(DoubleDouble value) => double.IsFinite(value.High);

    /// <inheritdoc/>
    public int CompareTo(DoubleDouble other)
    {
        int order = High.CompareTo(other.High);
        return order != 0 ? order : Low.CompareTo(other.Low);
    }

    /// <summary>Equality as a value: unlike <c>==</c>, NaN equals NaN.</summary>
    /// <param name="other">The other number.</param>
    /// <returns>True when equal.</returns>
    public bool Equals(DoubleDouble other) => High.Equals(other.High) && Low.Equals(other.Low);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DoubleDouble other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(High, Low);

    /// <summary>The nearest double, in the shortest form that reads back, invariant culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => High.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Exact error of a + b = sum (Knuth).</summary>
    private static double TwoSumError(double a, double b, double sum)
    {
        double part = sum - a;
        return (a - (sum - part)) + (b - part);
    }

    /// <summary>Two parts with |high| at least |low|, made non-overlapping (Dekker).</summary>
    private static DoubleDouble Renormalise(double high, double low) => new(high, low);
}
