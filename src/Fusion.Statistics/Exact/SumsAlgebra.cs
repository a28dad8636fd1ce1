namespace Fusion.Statistics.Exact;

/// <summary>Addition and subtraction of sums whose schemas, scales and pivots differ. An exception leaves both operands as they were.</summary>
internal static class SumsAlgebra
{
    /// <summary>The attributes of both, the new ones of the second at the end.</summary>
    /// <exception cref="IncompatibleSchemaException">One name has two kinds or categories.</exception>
    public static Schema Union(Schema left, Schema right)
    {
        if (ReferenceEquals(left, right))
            return left;
        List<AttributeInfo>? added = null;
        for (int j = 0; j < right.Count; j++)
        {
            AttributeInfo attribute = right[j];
            int known = left.IndexOf(attribute.Name);
            if (known < 0)
                (added ??= []).Add(attribute);
            else if (left[known] != attribute)
                throw IncompatibleSchemaException.Between(left[known], attribute);
        }

        return added is null ? left : left.Append(added);
    }

    /// <summary>sums += sign · other.</summary>
    /// <exception cref="IncompatibleSchemaException">One name has two kinds or categories.</exception>
    /// <exception cref="AttributeRangeException">An attribute's values can't be stated at the finer of the two scales.</exception>
    /// <exception cref="OverflowException">The number of rows exceeds 2^63 − 1.</exception>
    public static void Combine(ExactSums sums, ExactSums other, int sign)
    {
        Schema union = Union(sums.Schema, other.Schema);
        CheckScales(sums, other);
        _ = checked(sums.Rows + (sign * other.Rows));

        sums.Extend(union);
        ExactSums addend = Arranged(other, union);
        for (int i = 0; i < union.Count; i++)
        {
            ref AttributeSums left = ref sums.Attributes[i];
            ref AttributeSums right = ref addend.Attributes[i];
            if (right.IsBlank || (right.Scale == left.Scale && right.Pivot == left.Pivot))
                continue;
            int scale = left.IsBlank ? right.Scale : Math.Max(left.Scale, right.Scale);
            long pivot = left.IsBlank ? right.Pivot : DecimalScale.Move(left.Pivot, scale - left.Scale);
            sums.Align(i, scale, pivot);
            if (right.Scale == scale && right.Pivot == pivot)
                continue;
            if (ReferenceEquals(addend, other))
                addend = other.Clone();
            addend.Align(i, scale, pivot);
        }

        sums.Add(addend, sign);
    }

    /// <summary>The same sums under a schema that holds all their attributes, in its order.</summary>
    public static ExactSums Arranged(ExactSums sums, Schema union)
    {
        if (sums.Schema.Equals(union))
            return sums;
        Schema longer = Union(sums.Schema, union);
        if (longer.Count != sums.Schema.Count)
        {
            sums = sums.Clone();
            sums.Extend(longer);
        }

        return sums.Project(union);
    }

    private static void CheckScales(ExactSums sums, ExactSums other)
    {
        for (int j = 0; j < other.Schema.Count; j++)
        {
            int i = sums.Schema.IndexOf(other.Schema[j].Name);
            if (i < 0)
                continue;
            ref readonly AttributeSums left = ref sums.Attributes[i];
            ref readonly AttributeSums right = ref other.Attributes[j];
            if (left.IsBlank || right.IsBlank)
                continue;
            ref readonly AttributeSums coarse = ref left.Scale < right.Scale ? ref left : ref right;
            int digits = Math.Abs(left.Scale - right.Scale);
            if (DecimalScale.Headroom(coarse.Magnitude, digits) < digits)
                throw OutOfRange(other.Schema[j], coarse, coarse.Scale + digits);
        }
    }

    private static AttributeRangeException OutOfRange(AttributeInfo attribute, in AttributeSums coarse, int scale) => new(
        $"Attribute '{attribute.Name}' has values up to {DecimalScale.Format(coarse.Magnitude, coarse.Scale)}, but the other operand has {scale} decimal places, "
        + $"at which magnitudes below {DecimalScale.Format(ColumnBlock.MantissaBound, scale)} are allowed.");
}
