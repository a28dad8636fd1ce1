namespace Fusion.Statistics.Exact;

/// <summary>The sums themselves: a mutable element of a commutative group, with one owner.</summary>
/// <remarks>
/// A missing value counts as d = 0 in every sum. Which rows an attribute is missing in is a matter of its presence group
/// (<see cref="Schema.GroupOf"/>), so a dummy that joins a known category simply has sums of 0.
/// </remarks>
internal sealed class ExactSums
{
    /// <summary>The most attributes: the places of all pairs are 32-bit numbers.</summary>
    public const int MaxAttributes = 46_340;

    public ExactSums(bool squaredProducts, bool valueCounts = false)
    {
        SquaredProducts = squaredProducts ? [] : null;
        Values = valueCounts ? [] : null;
        ConditionalValues = valueCounts ? [] : null;
    }

    private ExactSums(ExactSums other)
    {
        Schema = other.Schema;
        Rows = other.Rows;
        Attributes = [.. other.Attributes];
        Products = Copy(other.Products);
        Conditionals = [.. other.Conditionals.Select(sums => sums is null ? null : Copy(sums))];
        SquaredProducts = other.SquaredProducts is { } products ? Copy(products) : null;
        Deficits = [.. other.Deficits.Select(deficit => deficit?.Clone())];
        Values = other.Values is { } values ? [.. values.Select(tally => tally?.Clone())] : null;
        ConditionalValues = other.ConditionalValues is { } conditional ? ConditionalValuesAlgebra.Copy(conditional) : null;
    }

    public Schema Schema { get; private set; } = Schema.Empty;

    /// <summary>Number of rows; negative after forgetting what was never learned.</summary>
    public long Rows { get; set; }

    /// <summary>Per attribute.</summary>
    public AttributeSums[] Attributes { get; private set; } = [];

    /// <summary>Σ d_i·d_j, lower triangle with diagonal, row by row; see <see cref="Position"/>.</summary>
    public Int192[] Products { get; private set; } = [];

    /// <summary>Per binary attribute j, for every continuous attribute i by ordinal: Σ d_i²·d_j. Null for a continuous j.</summary>
    public Int192[]?[] Conditionals { get; private set; } = [];

    /// <summary>Σ x_i²·x_j² of continuous attributes in floating point, about zero, lower triangle by ordinal; null when switched off.</summary>
    public double[]? SquaredProducts { get; set; }

    /// <summary>How often each value occurs, per continuous attribute by ordinal; null where values came in uncounted. Null when switched off.</summary>
    public ValueTally?[]? Values { get; set; }

    /// <summary>
    /// Per binary attribute by ordinal, for every continuous one by ordinal: how often each value occurs where the binary one is 1; null where values came in
    /// uncounted. Null when switched off, or when the schema has too many pairs (<see cref="ConditionalValuesAlgebra"/>).
    /// </summary>
    public ValueTally?[][]? ConditionalValues { get; set; }

    /// <summary>Per presence group; null while it was never missing.</summary>
    public GroupDeficit?[] Deficits { get; private set; } = [];

    /// <summary>Place of the pair in a packed lower triangle.</summary>
    public static int Position(int i, int j) => i >= j ? (i * (i + 1) / 2) + j : (j * (j + 1) / 2) + i;

    /// <summary>Size of a packed lower triangle.</summary>
    public static int Triangle(int size) => checked((int)(size * (size + 1L) / 2));

    /// <summary>value or −value.</summary>
    public static Int192 Signed(in Int192 value, int sign) => sign < 0 ? -value : value;

    /// <summary>value or −value.</summary>
    public static Int320 Signed(in Int320 value, int sign) => sign < 0 ? -value : value;

    public ExactSums Clone() => new(this);

    /// <summary>Σ d_i·d_j.</summary>
    public ref Int192 Product(int i, int j) => ref Products[Position(i, j)];

    /// <summary>Number of rows in which a group is missing.</summary>
    public long Missing(int group) => Deficits[group]?.Missing ?? 0;

    /// <summary>Number of rows in which an attribute is present.</summary>
    public long Count(int i) => Rows - Missing(Schema.GroupOf(i));

    /// <summary>Number of rows in which one group is missing and the other present.</summary>
    public long MissingWithout(int missing, int present) =>
        Deficits[missing] is { } deficit ? deficit.Missing - deficit.Both[present] : 0;

    /// <summary>Number of rows in which both groups are present.</summary>
    public long PairCount(int group, int other) => Rows - Missing(group) - MissingWithout(other, group);

    /// <summary>Σ d_i over the rows in which a group is present too.</summary>
    public Int128 PairSum(int i, int group) => Attributes[i].Sum - (Deficits[group]?.Sums[i] ?? 0);

    /// <summary>Σ d_i² over the rows in which a group is present too.</summary>
    public Int192 PairSquares(int i, int group) =>
        Deficits[group] is { } deficit ? Product(i, i) - deficit.Squares[i] : Product(i, i);

    /// <summary>The deficit of a group, made when there is none.</summary>
    public GroupDeficit DeficitOf(int group) => Deficits[group] ??= new GroupDeficit(Schema.Count, Schema.GroupCount);

    /// <summary>Appends attributes; those of new presence groups count as missing in all rows so far.</summary>
    /// <param name="longer">A schema that begins with the present one.</param>
    public void Extend(Schema longer)
    {
        if (longer.Count == Schema.Count)
            return;
        int oldCount = Schema.Count, oldGroups = Schema.GroupCount;
        Schema = longer;
        ResizeArrays(oldCount);
        var totals = new GroupDeficit(longer.Count, longer.GroupCount) { Missing = Rows };
        for (int i = 0; i < oldCount; i++)
        {
            totals.Sums[i] = Attributes[i].Sum;
            totals.Squares[i] = Product(i, i);
        }

        for (int group = 0; group < longer.GroupCount; group++)
        {
            totals.Both[group] = group < oldGroups ? Missing(group) : Rows;
        }

        for (int group = oldGroups; group < longer.GroupCount && !totals.IsZero; group++)
        {
            Deficits[group] = totals.Clone();
            for (int other = 0; other < oldGroups; other++)
            {
                if (Deficits[other] is { } deficit)
                    deficit.Both[group] = deficit.Missing;
            }
        }
    }

    /// <summary>Adds or subtracts sums of the same schema, aligned to the same scales and pivots.</summary>
    public void Add(ExactSums other, int sign)
    {
        Rows += sign * other.Rows;
        for (int i = 0; i < Attributes.Length; i++)
        {
            AddAttribute(ref Attributes[i], in other.Attributes[i], sign);
        }

        Add(Products, other.Products, sign);
        for (int j = 0; j < Conditionals.Length; j++)
        {
            if (Conditionals[j] is { } sums)
                Add(sums, other.Conditionals[j]!, sign);
        }

        for (int group = 0; group < Deficits.Length; group++)
        {
            if (other.Deficits[group] is { } deficit)
                DeficitOf(group).Add(deficit, sign);
        }

        AddSquaredProducts(other.SquaredProducts, sign);
    }

    /// <summary>The same sums in another order, or only some of them.</summary>
    /// <param name="target">Attributes of the present schema.</param>
    public ExactSums Project(Schema target)
    {
        var result = new ExactSums(SquaredProducts is not null) { Schema = target, Rows = Rows };
        result.ResizeArrays(0);
        int[] source = [.. target.Select(attribute => Schema.IndexOf(attribute.Name))];
        var groups = new int[target.GroupCount];
        for (int i = 0; i < source.Length; i++)
        {
            groups[target.GroupOf(i)] = Schema.GroupOf(source[i]);
            result.Attributes[i] = Attributes[source[i]];
            for (int j = 0; j <= i; j++)
            {
                result.Product(i, j) = Product(source[i], source[j]);
                ProjectThirdOrder(result, (i, j), (source[i], source[j]));
            }
        }

        for (int group = 0; group < groups.Length; group++)
        {
            result.Deficits[group] = ProjectDeficit(Deficits[groups[group]], source, groups);
        }

        result.Values = ValuesAlgebra.Projected(target, this);
        result.ConditionalValues = ConditionalValuesAlgebra.Projected(target, this);
        return result;
    }

    private static void AddAttribute(ref AttributeSums sums, in AttributeSums other, int sign)
    {
        sums.Include(other.Min, other.Max);
        sums.Quantised |= other.Quantised;
        sums.Coarsened |= other.Coarsened;
        sums.Sum += sign * other.Sum;
        sums.Cubes += Signed(other.Cubes, sign);
        sums.Fourths += Signed(other.Fourths, sign);
    }

    private static void Add(Int192[] sums, Int192[] others, int sign)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            Int192.Add(ref sums[i], others[i], sign);
        }
    }

    private static GroupDeficit? ProjectDeficit(GroupDeficit? deficit, int[] source, int[] groups)
    {
        if (deficit is null)
            return null;
        return new GroupDeficit(source.Length, groups.Length)
        {
            Missing = deficit.Missing,
            Sums = [.. source.Select(i => deficit.Sums[i])],
            Squares = [.. source.Select(i => deficit.Squares[i])],
            Both = [.. groups.Select(group => deficit.Both[group])],
        };
    }

    private void AddSquaredProducts(double[]? others, int sign)
    {
        if (others is null)
            SquaredProducts = null;
        for (int i = 0; i < SquaredProducts?.Length; i++)
        {
            SquaredProducts[i] += sign * others![i];
        }
    }

    private void ProjectThirdOrder(ExactSums target, (int I, int J) to, (int I, int J) from)
    {
        bool iBinary = Conditionals[from.I] is not null, jBinary = Conditionals[from.J] is not null;
        if (iBinary && !jBinary)
            target.Conditionals[to.I]![target.Schema.OrdinalOf(to.J)] = Conditionals[from.I]![Schema.OrdinalOf(from.J)];
        else if (jBinary && !iBinary)
            target.Conditionals[to.J]![target.Schema.OrdinalOf(to.I)] = Conditionals[from.J]![Schema.OrdinalOf(from.I)];
        else if (!iBinary && SquaredProducts is not null)
            target.SquaredProducts![target.SidePosition(to.I, to.J)] = SquaredProducts[SidePosition(from.I, from.J)];
    }

    private int SidePosition(int i, int j) => Position(Schema.OrdinalOf(i), Schema.OrdinalOf(j));

    private void ResizeArrays(int oldCount)
    {
        int count = Schema.Count, groups = Schema.GroupCount, continuous = Schema.ContinuousCount;
        Attributes = Resized(Attributes, count);
        Attributes.AsSpan(oldCount).Fill(AttributeSums.Blank);
        Products = Resized(Products, Triangle(count));
        Conditionals = Resized(Conditionals, count);
        for (int j = 0; j < count; j++)
        {
            if (Schema[j].Kind == AttributeKind.Binary)
                Conditionals[j] = Resized(Conditionals[j] ?? [], continuous);
        }

        if (SquaredProducts is not null)
            SquaredProducts = Resized(SquaredProducts, Triangle(continuous));
        Values = ValuesAlgebra.Extended(Values, continuous);
        ConditionalValues = ConditionalValuesAlgebra.Extended(ConditionalValues, Schema);
        Deficits = Resized(Deficits, groups);
        foreach (GroupDeficit? deficit in Deficits)
        {
            deficit?.Resize(count, groups);
        }
    }

    /// <summary>A copy without clearing its memory first, which costs as much as copying.</summary>
    private static T[] Copy<T>(T[] array)
        where T : unmanaged
    {
        T[] copy = GC.AllocateUninitializedArray<T>(array.Length);
        array.CopyTo(copy);
        return copy;
    }

    private static T[] Resized<T>(T[] array, int length)
    {
        Array.Resize(ref array, length);
        return array;
    }
}
