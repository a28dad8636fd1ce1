namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Σd, Σd³ and Σd⁴ of one column of a block.</summary>
internal readonly record struct PowerSums(Int128 Sum, Int320 Cubes, Int320 Fourths)
{
    /// <summary>Adds up a column.</summary>
    public static PowerSums Of(in PanelColumn column)
    {
        if (!column.IsContinuous)
            return OfBits(column.Values);
        return column.Limbs == 1 ? NarrowPowers.Of(column) : WidePowers.Of(column);
    }

    private static PowerSums OfBits(ReadOnlySpan<long> bits)
    {
        long count = 0;
        foreach (long bit in bits)
        {
            count += bit;
        }

        return new PowerSums(count, count, count);
    }
}
