namespace Fusion.Statistics.Exact;

/// <summary>A 256-bit magnitude: room for the product of two sums.</summary>
internal readonly record struct UInt256(UInt128 High, UInt128 Low)
{
    /// <summary>The product of two 128-bit numbers.</summary>
    public static UInt256 Product(UInt128 left, UInt128 right)
    {
        (ulong left1, ulong left0, ulong right1, ulong right0) = ((ulong)(left >> 64), (ulong)left, (ulong)(right >> 64), (ulong)right);
        UInt128 low = Math.BigMul(left0, right0), high = Math.BigMul(left1, right1);
        UInt128 middle = Math.BigMul(left1, right0), other = Math.BigMul(left0, right1);
        UInt128 carry = (low >> 64) + (ulong)middle + (ulong)other;
        return new UInt256(high + (middle >> 64) + (other >> 64) + (carry >> 64), (carry << 64) | (ulong)low);
    }

    /// <summary>The product of a 192-bit magnitude, least significant limb first, and a 63-bit number: it leaves a bit for a sum.</summary>
    public static UInt256 Product(ReadOnlySpan<ulong> limbs, ulong factor)
    {
        UInt128 first = Math.BigMul(limbs[0], factor), second = Math.BigMul(limbs[1], factor) + (first >> 64);
        UInt128 third = Math.BigMul(limbs[2], factor) + (second >> 64);
        return new UInt256(third, (second << 64) | (ulong)first);
    }

    /// <summary>The sum of two signed numbers by magnitude and sign; the sum of the magnitudes must fit.</summary>
    public static (UInt256 Magnitude, bool IsNegative) Sum(UInt256 left, bool leftNegative, UInt256 right, bool rightNegative)
    {
        if (leftNegative == rightNegative)
        {
            UInt128 low = left.Low + right.Low;
            return (new UInt256(left.High + right.High + (low < left.Low ? UInt128.One : UInt128.Zero), low), leftNegative);
        }

        bool less = left.High < right.High || (left.High == right.High && left.Low < right.Low);
        (UInt256 large, UInt256 small) = less ? (right, left) : (left, right);
        UInt128 borrow = large.Low < small.Low ? UInt128.One : UInt128.Zero;
        return (new UInt256(large.High - small.High - borrow, large.Low - small.Low), less ? rightNegative : leftNegative);
    }

    /// <summary>The number moved up until its top bit is set; it must not be 0.</summary>
    public UInt256 Normalised(out int shift)
    {
        shift = High == 0 ? 128 + (int)UInt128.LeadingZeroCount(Low) : (int)UInt128.LeadingZeroCount(High);
        if (shift == 0)
            return this;
        return shift >= 128 ? new UInt256(Low << (shift - 128), 0) : new UInt256((High << shift) | (Low >> (128 - shift)), Low << shift);
    }
}
