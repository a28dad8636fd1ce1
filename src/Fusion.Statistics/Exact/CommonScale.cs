namespace Fusion.Statistics.Exact;

/// <summary>The scale at which the mantissas of two sources of one attribute meet. There always is one, and it is the same for either order.</summary>
/// <param name="Scale">Decimal places.</param>
/// <param name="Coarsened">Whether the finer source is rounded to it.</param>
internal readonly record struct CommonScale(int Scale, bool Coarsened)
{
    /// <summary>
    /// Where the finer source has to be rounded, mantissas are brought below this, not only below 2^62: seven bits, two decimal orders, of room
    /// to grow before the next rounding, and a grid still as fine as a double's.
    /// </summary>
    private const long RoomyBound = 1L << 55;

    /// <summary>
    /// The larger scale when both have room for it. Else the finest with room to grow, but never below the smaller scale: the coarser source stays as it is.
    /// </summary>
    /// <param name="left">Scale, bounds and mark of one; not blank.</param>
    /// <param name="right">Scale, bounds and mark of the other; not blank.</param>
    public static CommonScale Of(in AttributeSums left, in AttributeSums right)
    {
        if (left.Magnitude == 0 && right.Magnitude != 0)
            return new CommonScale(right.Scale, false);
        if (right.Magnitude == 0 && left.Magnitude != 0)
            return new CommonScale(left.Scale, false);
        (int coarse, int fine) = left.Scale < right.Scale ? (left.Scale, right.Scale) : (right.Scale, left.Scale);
        int wanted = Math.Min(fine, Math.Min(Limit(left), Limit(right)));
        int scale = wanted <= FinestScale(left, right, ColumnBlock.MantissaBound)
            ? wanted
            : Math.Max(coarse, FinestScale(left, right, RoomyBound));
        return new CommonScale(scale, scale < fine);
    }

    /// <summary>The scale of a coarsened attribute never grows again.</summary>
    private static int Limit(in AttributeSums attribute) => attribute.Coarsened ? attribute.Scale : ColumnBlock.MaxScale;

    private static int FinestScale(in AttributeSums left, in AttributeSums right, long bound) => Math.Min(
        DecimalScale.FinestScale(left.Magnitude, left.Scale, bound),
        DecimalScale.FinestScale(right.Magnitude, right.Scale, bound));
}
