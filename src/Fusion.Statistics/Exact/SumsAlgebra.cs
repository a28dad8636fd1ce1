namespace Fusion.Statistics.Exact;

/// <summary>Addition and subtraction of sums whose schemas, scales and pivots differ. An exception leaves both operands as they were.</summary>
internal static class SumsAlgebra
{
    /// <summary>The attributes of both, the new ones of the second at the end.</summary>
    /// <exception cref="IncompatibleSchemaException">One name has two kinds or categories, or is an attribute here and a category there.</exception>
    /// <exception cref="OverflowException">There are more than <see cref="ExactSums.MaxAttributes"/>.</exception>
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
                (added ??= []).Add(Distinct(left, attribute));
            else if (left[known] != attribute)
                throw IncompatibleSchemaException.Between(left[known], attribute);
        }

        if (added is null)
            return left;
        if (left.Count + added.Count > ExactSums.MaxAttributes)
            throw new OverflowException($"{left.Count + added.Count} attributes are too many for one statistic; allowed are {ExactSums.MaxAttributes}.");
        return left.Append(added);
    }

    /// <summary>A new attribute, whose name and category mean nothing else yet.</summary>
    private static AttributeInfo Distinct(Schema known, AttributeInfo added)
    {
        if (!known.CategoryMembers(added.Name).IsEmpty)
            throw IncompatibleSchemaException.OfCategory(added.Name);
        return added.Category is { } category && known.IndexOf(category) >= 0 ? throw IncompatibleSchemaException.OfCategory(category) : added;
    }

    /// <summary>sums += sign · other.</summary>
    /// <exception cref="IncompatibleSchemaException">One name has two kinds or categories.</exception>
    /// <exception cref="OverflowException">The number of rows exceeds 2^63 − 1.</exception>
    public static void Combine(ExactSums sums, ExactSums other, int sign)
    {
        Schema union = Union(sums.Schema, other.Schema);
        _ = checked(sums.Rows + (sign * other.Rows));
        ValueTally?[]? values = ValuesAlgebra.Combine(sums, other, union, sign);
        ValueTally?[][]? conditional = ConditionalValuesAlgebra.Combine(sums, other, union, sign);

        sums.Extend(union);
        ExactSums addend = Arranged(other, union);
        for (int i = 0; i < union.Count; i++)
        {
            ref AttributeSums left = ref sums.Attributes[i];
            ref AttributeSums right = ref addend.Attributes[i];
            if (right.IsBlank || (right.Scale == left.Scale && right.Pivot == left.Pivot))
                continue;
            (int scale, bool coarsened) = left.IsBlank ? new CommonScale(right.Scale, false) : CommonScale.Of(left, right);
            long pivot = left.IsBlank ? right.Pivot : DecimalScale.Move(left.Pivot, scale - left.Scale);
            sums.Align(i, scale, pivot);
            left.Quantised |= coarsened;
            left.Coarsened |= coarsened;
            if (right.Scale == scale && right.Pivot == pivot)
                continue;
            if (ReferenceEquals(addend, other))
                addend = other.Clone();
            addend.Align(i, scale, pivot);
        }

        sums.Add(addend, sign);
        (sums.Values, sums.ConditionalValues) = (values, conditional);
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
}
