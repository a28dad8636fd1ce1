namespace Fusion.Statistics.Exact;

/// <summary>The sums of one attribute over the rows in which it is present: powers of d = m − pivot, where m is the mantissa at the scale.</summary>
/// <remarks>Σd² is the diagonal of <see cref="ExactSums.Products"/>.</remarks>
internal struct AttributeSums
{
    /// <summary>What an attribute holds before its first value.</summary>
    public static readonly AttributeSums Blank = new() { Min = long.MaxValue, Max = long.MinValue };

    /// <summary>Decimal places of the mantissas.</summary>
    public int Scale;

    /// <summary>The mantissa that deviations are taken from; lies between <see cref="Min"/> and <see cref="Max"/>, 0 for binary attributes.</summary>
    public long Pivot;

    /// <summary>No mantissa was ever smaller.</summary>
    public long Min;

    /// <summary>No mantissa was ever larger.</summary>
    public long Max;

    /// <summary>Whether a value was ever rounded.</summary>
    public bool Quantised;

    /// <summary>Whether a value or a sum was rounded to <see cref="Scale"/> for want of room. The scale never grows again, so errors can't pile up.</summary>
    public bool Coarsened;

    /// <summary>Σd.</summary>
    public Int128 Sum;

    /// <summary>Σd³.</summary>
    public Int320 Cubes;

    /// <summary>Σd⁴.</summary>
    public Int320 Fourths;

    /// <summary>Whether there was never a value, so that all sums are 0 and any scale and pivot will do.</summary>
    public readonly bool IsBlank => Min > Max;

    /// <summary>The largest magnitude a mantissa ever had.</summary>
    public readonly ulong Magnitude => IsBlank ? 0 : (ulong)Math.Max(Math.Abs(Min), Math.Abs(Max));

    /// <summary>Widens the bounds.</summary>
    public void Include(long min, long max)
    {
        Min = Math.Min(Min, min);
        Max = Math.Max(Max, max);
    }
}
