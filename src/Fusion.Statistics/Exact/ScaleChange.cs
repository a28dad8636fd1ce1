namespace Fusion.Statistics.Exact;

/// <summary>A change of scale by a number of decimal places: d → d·10^digits, where digits below 0 round half to even.</summary>
internal readonly struct ScaleChange
{
    private readonly int _digits;
    private readonly long _factor;
    private readonly Int192 _square;

    public ScaleChange(int digits)
    {
        _digits = digits;
        _factor = DecimalScale.Power(Math.Clamp(digits, 0, DecimalScale.MaxShift));
        _square = Math.BigMul(_factor, _factor);
    }

    /// <summary>Whether nothing is rounded.</summary>
    public bool IsExact => _digits >= 0;

    /// <summary>The multiple of 10^-digits nearest to a pivot: deviations from it lose digits and nothing else.</summary>
    public long NearestPivot(long pivot) => Of(pivot) * DecimalScale.Power(Math.Min(-_digits, DecimalScale.MaxShift));

    /// <summary>A mantissa.</summary>
    public long Of(long mantissa) => IsExact ? mantissa * _factor : DecimalScale.RoundDown(mantissa, -_digits);

    /// <summary>A mantissa, or the next smaller one.</summary>
    public long LowerBound(long mantissa) => IsExact ? mantissa * _factor : DecimalScale.Floor(mantissa, -_digits);

    /// <summary>A mantissa, or the next larger one.</summary>
    public long UpperBound(long mantissa) => -LowerBound(-mantissa);

    /// <summary>A sum of first powers.</summary>
    public Int128 Of(Int128 sum) => IsExact ? sum * _factor : (Int128)DecimalScale.RoundDown(sum, -_digits);

    /// <summary>A sum of first or second powers.</summary>
    public Int192 Of(in Int192 sum, int power) => IsExact
        ? sum * (power == 1 ? _factor : _square)
        : (Int192)DecimalScale.RoundDown(sum.ToBigInteger(), -_digits * power);

    /// <summary>A sum of third or fourth powers.</summary>
    public Int320 Of(in Int320 sum, int power) => IsExact
        ? sum * _square * (power == 3 ? _factor : (Int320)_square)
        : (Int320)DecimalScale.RoundDown(sum.ToBigInteger(), -_digits * power);
}
