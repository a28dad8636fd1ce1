using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Divides many integers of up to 256 bits by the same one of up to 128, each rounded once, to the same bits as <see cref="ExactRatio"/>.</summary>
/// <remarks>Möller and Granlund (2011), "Improved division by invariant integers": two steps of three words by two, each a few multiplications.</remarks>
internal sealed class WideDivisor
{
    private const int QuotientBits = 126;

    private readonly UInt128 _divisor;
    private readonly ulong _reciprocal;
    private readonly int _shift;

    private WideDivisor(BigInteger denominator)
    {
        _shift = 128 - (int)denominator.GetBitLength();
        BigInteger normalised = denominator << _shift;
        _divisor = (UInt128)normalised;
        _reciprocal = (ulong)((((BigInteger.One << 192) - 1) / normalised) - (BigInteger.One << 64));
    }

    /// <summary>Prepares a divisor.</summary>
    /// <param name="denominator">A positive integer.</param>
    /// <returns>Null when it has more than 128 bits.</returns>
    public static WideDivisor? TryCreate(BigInteger denominator) => denominator.GetBitLength() <= 128 ? new WideDivisor(denominator) : null;

    /// <summary>magnitude / divisor, negative when told: the nearest double, and the nearest double to what that leaves over.</summary>
    public DoubleDouble Divide(UInt256 magnitude, bool isNegative)
    {
        if (magnitude is { High: var high, Low: var low } && high == 0 && low == 0)
            return 0;
        UInt256 number = magnitude.Normalised(out int shift);
        int exponent = _shift - shift;
        bool lost = false;
        if (number.High >= _divisor)
        {
            lost = UInt128.IsOddInteger(number.Low);
            number = new UInt256(number.High >> 1, (number.High << 127) | (number.Low >> 1));
            exponent++;
        }

        ulong first = Step(number.High, (ulong)(number.Low >> 64), out UInt128 rest);
        ulong second = Step(rest, (ulong)number.Low, out rest);
        UInt128 quotient = new(first, second);
        int dropped = 128 - (int)UInt128.LeadingZeroCount(quotient) - QuotientBits;
        lost |= rest != 0 || (quotient & ((UInt128.One << dropped) - 1)) != 0;
        UInt128 bits = (quotient >> dropped << 1) | (lost ? UInt128.One : UInt128.Zero);
        DoubleDouble result = ExactRatio.Split(bits, exponent + dropped - 1);
        return isNegative ? -result : result;
    }

    /// <summary>One word of the quotient: (above, below) / divisor, where above is less than the divisor.</summary>
    private ulong Step(UInt128 above, ulong below, out UInt128 rest)
    {
        (ulong above1, ulong divisor1, ulong divisor0) = ((ulong)(above >> 64), (ulong)(_divisor >> 64), (ulong)_divisor);
        UInt128 guess = Math.BigMul(_reciprocal, above1) + above;
        ulong quotient = (ulong)(guess >> 64), fraction = (ulong)guess;
        ulong top = unchecked((ulong)above - (quotient * divisor1));
        rest = new UInt128(top, below) - Math.BigMul(divisor0, quotient) - _divisor;
        quotient = unchecked(quotient + 1);
        if ((ulong)(rest >> 64) >= fraction)
        {
            quotient = unchecked(quotient - 1);
            rest += _divisor;
        }

        if (rest >= _divisor)
        {
            quotient++;
            rest -= _divisor;
        }

        return quotient;
    }
}
