using System.Globalization;

namespace Fusion.Models;

/// <summary>The rounding of option <c>rtlm.option.sml.explore.double.format</c>.</summary>
/// <remarks>
/// A number v becomes <c>floor(v·10ᴺ + 0.5)·10⁻ᴺ</c> in double arithmetic: half up, and with the traces of a binary product, such as
/// 0.8180000000000001. That is what the documented answers hold, bit for bit.
/// </remarks>
public sealed record ExploreRounding
{
    private const int MaxDecimals = 15;
    private readonly double _up;
    private readonly double _down;

    /// <summary>Creates a rounding.</summary>
    /// <param name="decimals">N, from 0 to 15.</param>
    public ExploreRounding(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, MaxDecimals);
        Decimals = decimals;
        _up = double.Parse($"1e{decimals}", CultureInfo.InvariantCulture);
        _down = double.Parse($"1e-{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>The number of decimals.</summary>
    public int Decimals { get; }

    /// <summary>Reads a format such as <c>%.4f</c>.</summary>
    /// <param name="format">The format.</param>
    /// <returns>The rounding.</returns>
    /// <exception cref="InvalidRequestException">The text is not <c>%.Nf</c> with N from 0 to 15.</exception>
    public static ExploreRounding Parse(string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        bool valid = format.StartsWith("%.", StringComparison.Ordinal) && format.EndsWith('f');
        return valid && int.TryParse(format[2..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int decimals) && decimals <= MaxDecimals
            ? new ExploreRounding(decimals)
            : throw new InvalidRequestException($"The exploration format '{format}' is unknown; allowed are %.0f to %.{MaxDecimals}f.");
    }

    /// <summary>Rounds a number.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>The rounded number; the number itself where 10ᴺ times it is not finite, NaN included.</returns>
    public double Round(double value)
    {
        double scaled = value * _up;
        return double.IsFinite(scaled) ? Math.Floor(scaled + 0.5) * _down : value;
    }
}
