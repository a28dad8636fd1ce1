namespace Fusion.Statistics.Exact;

/// <summary>Sums of mantissas, that is about zero, from the sums about the pivot. Mantissas are below 2^62, so the results fit.</summary>
internal static class RawMoments
{
    public static Int320 Sum(ExactSums sums, int i) => ShiftedSum(sums.Attributes[i].Sum, sums.Count(i), sums.Attributes[i].Pivot);

    public static Int320 Cubes(ExactSums sums, int i)
    {
        ref readonly AttributeSums attribute = ref sums.Attributes[i];
        Int320 n = sums.Count(i), s = attribute.Pivot, s1 = attribute.Sum, s2 = sums.Product(i, i);
        return attribute.Cubes + (s * ((3 * s2) + (s * ((3 * s1) + (n * s)))));
    }

    public static Int320 Fourths(ExactSums sums, int i)
    {
        ref readonly AttributeSums attribute = ref sums.Attributes[i];
        Int320 n = sums.Count(i), s = attribute.Pivot, s1 = attribute.Sum, s2 = sums.Product(i, i);
        return attribute.Fourths + (s * ((4 * attribute.Cubes) + (s * ((6 * s2) + (s * ((4 * s1) + (n * s)))))));
    }

    public static Int320 Product(ExactSums sums, int i, int j)
    {
        Int192 product = sums.Product(i, j);
        (long pivotX, long pivotY) = (sums.Attributes[i].Pivot, sums.Attributes[j].Pivot);
        if (pivotX == 0 && pivotY == 0)
            return product;
        int groupX = sums.Schema.GroupOf(i), groupY = sums.Schema.GroupOf(j);
        Int192 s = pivotX, t = pivotY;
        Int192 x = sums.PairSum(i, groupY), y = sums.PairSum(j, groupX), n = sums.PairCount(groupX, groupY);
        return product + (t * x) + (s * (y + (n * t)));
    }

    /// <summary>Σx_i²·y_j of a binary j.</summary>
    public static Int320 SquaresWhere(ExactSums sums, int i, int j)
    {
        Int192 squares = sums.Conditionals[j]![sums.Schema.OrdinalOf(i)];
        Int192 pivot = sums.Attributes[i].Pivot, ones = sums.PairSum(j, sums.Schema.GroupOf(i));
        return squares + (pivot * ((2 * sums.Product(i, j)) + (pivot * ones)));
    }

    /// <summary>Σ(d + pivot).</summary>
    public static Int320 ShiftedSum(Int128 sum, long count, long pivot) => (Int192)sum + ((Int192)count * pivot);

    /// <summary>Σ(d + pivot)².</summary>
    public static Int320 ShiftedSquares(Int192 squares, Int128 sum, long count, long pivot)
    {
        Int192 s = pivot;
        return squares + (s * ((2 * (Int192)sum) + (s * count)));
    }
}
