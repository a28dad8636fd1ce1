namespace Fusion.Statistics.Exact;

/// <summary>Changes of an attribute's scale and pivot. All are exact, but for one to a smaller scale, which rounds every sum once.</summary>
internal static class Alignment
{
    /// <summary>Restates all sums of attribute i at another scale and pivot.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="i">The attribute.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="pivot">The pivot at that scale.</param>
    public static void Align(this ExactSums sums, int i, int scale, long pivot)
    {
        ref AttributeSums attribute = ref sums.Attributes[i];
        if (attribute.Scale != scale)
            Rescale(sums, i, scale);
        if (attribute.Pivot != pivot)
            Shift(sums, i, pivot);
    }

    /// <summary>m → m·f, so d → d·f, for f = 10^(scale − old scale).</summary>
    private static void Rescale(ExactSums sums, int i, int scale)
    {
        ref AttributeSums attribute = ref sums.Attributes[i];
        if (attribute.Magnitude == 0)
        {
            attribute.Scale = scale;
            return;
        }

        var change = new ScaleChange(scale - attribute.Scale);
        if (!change.IsExact)
            Shift(sums, i, change.NearestPivot(attribute.Pivot));
        attribute.Scale = scale;
        attribute.Pivot = change.Of(attribute.Pivot);
        attribute.Min = change.LowerBound(attribute.Min);
        attribute.Max = change.UpperBound(attribute.Max);
        attribute.Sum = change.Of(attribute.Sum);
        attribute.Cubes = change.Of(attribute.Cubes, 3);
        attribute.Fourths = change.Of(attribute.Fourths, 4);
        for (int j = 0; j < sums.Schema.Count; j++)
        {
            ref Int192 product = ref sums.Product(i, j);
            product = change.Of(product, j == i ? 2 : 1);
            if (ConditionalOf(sums, i, j) is { } conditionals)
                conditionals[sums.Schema.OrdinalOf(i)] = change.Of(conditionals[sums.Schema.OrdinalOf(i)], 2);
        }

        foreach (GroupDeficit? deficit in sums.Deficits)
        {
            if (deficit is null)
                continue;
            deficit.Sums[i] = change.Of(deficit.Sums[i]);
            deficit.Squares[i] = change.Of(deficit.Squares[i], 2);
        }
    }

    /// <summary>d → d + t, for t = old pivot − pivot, by the binomial formula over the rows in which i is present.</summary>
    private static void Shift(ExactSums sums, int i, long pivot)
    {
        ref AttributeSums attribute = ref sums.Attributes[i];
        Int128 t = (Int128)attribute.Pivot - pivot;
        attribute.Pivot = pivot;
        if (attribute.IsBlank)
            return;
        ShiftPowers(ref attribute, sums.Count(i), ref sums.Product(i, i), t);
        Int192 step = t, square = step * step;
        int group = sums.Schema.GroupOf(i);
        for (int j = 0; j < sums.Schema.Count; j++)
        {
            if (j == i)
                continue;
            Int192 others = sums.PairSum(j, group);
            ref Int192 product = ref sums.Product(i, j);
            if (ConditionalOf(sums, i, j) is { } conditionals)
                conditionals[sums.Schema.OrdinalOf(i)] += ((Int192)2 * step * product) + (square * others);
            product += step * others;
        }

        foreach ((GroupDeficit deficit, long rows) in DeficitsBeside(sums, group))
        {
            deficit.Squares[i] += ((Int192)2 * step * deficit.Sums[i]) + (square * rows);
            deficit.Sums[i] += t * rows;
        }
    }

    private static void ShiftPowers(ref AttributeSums attribute, long count, ref Int192 squares, Int128 step)
    {
        Int320 t = step, s1 = attribute.Sum, s2 = squares, s3 = attribute.Cubes, n = count;
        Int320 t2 = t * t, t3 = t2 * t;
        attribute.Fourths += (4 * t * s3) + (6 * t2 * s2) + (4 * t3 * s1) + (n * t2 * t2);
        attribute.Cubes += (3 * t * s2) + (3 * t2 * s1) + (n * t3);
        squares += (Int192)((2 * t * s1) + (n * t2));
        attribute.Sum += step * count;
    }

    /// <summary>Σd_i²·d_j, where i is continuous and j binary.</summary>
    private static Int192[]? ConditionalOf(ExactSums sums, int i, int j) => sums.Conditionals[i] is null ? sums.Conditionals[j] : null;

    private static IEnumerable<(GroupDeficit Deficit, long Rows)> DeficitsBeside(ExactSums sums, int group)
    {
        for (int other = 0; other < sums.Deficits.Length; other++)
        {
            if (sums.Deficits[other] is { } deficit)
                yield return (deficit, sums.MissingWithout(other, group));
        }
    }
}
