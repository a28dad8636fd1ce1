namespace Fusion.Statistics.Exact;

/// <summary>Builds sums from the sections of the wire form.</summary>
internal readonly ref struct SectionReader(ReadOnlySpan<byte> body, IReadOnlyDictionary<WireSection, Range> sections)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <summary>Reads all sections.</summary>
    public ExactSums Read()
    {
        Schema schema = ReadSchema();
        CheckLengths(schema);
        var sums = new ExactSums(sections.ContainsKey(WireSection.SquaredProducts), sections.ContainsKey(WireSection.ValueCounts));
        sums.Extend(schema);
        ReadAttributes(sums);
        ReadProducts(sums);
        ReadConditionals(sums);
        ReadDeficits(sums);
        ReadSquaredProducts(sums);
        ReadValueCounts(sums);
        ReadConditionalValueCounts(sums);
        return sums;
    }

    /// <summary>A section's content; one that is absent is empty.</summary>
    private WireReader Open(WireSection section) =>
        new(sections.TryGetValue(section, out Range range) ? _body[range] : default, section.ToString());

    /// <summary>Makes sure that what is to be allocated by the schema is there to be read.</summary>
    private void CheckLengths(Schema schema)
    {
        long count = schema.Count, continuous = schema.ContinuousCount;
        Open(WireSection.Attributes).Expect(count);
        Open(WireSection.Products).Expect(count * (count + 1) / 2);
        Open(WireSection.Conditionals).Expect((count - continuous) * continuous);
        if (sections.ContainsKey(WireSection.SquaredProducts))
            Open(WireSection.SquaredProducts).Expect(continuous * (continuous + 1) / 2, sizeof(double));
        if (sections.ContainsKey(WireSection.ValueCounts))
            Open(WireSection.ValueCounts).Expect(continuous);
        if (sections.ContainsKey(WireSection.ConditionalValueCounts))
            Open(WireSection.ConditionalValueCounts).Expect((count - continuous) * continuous);
    }

    private Schema ReadSchema()
    {
        WireReader reader = Open(WireSection.Schema);
        Schema schema = ReadSchema(ref reader);
        reader.End();
        return schema;
    }

    /// <summary>Reads the attributes of a schema.</summary>
    public static Schema ReadSchema(ref WireReader reader)
    {
        var attributes = new AttributeInfo[reader.Count()];
        for (int i = 0; i < attributes.Length; i++)
        {
            string name = reader.Text();
            AttributeKind kind = reader.Flag() ? AttributeKind.Binary : AttributeKind.Continuous;
            attributes[i] = new AttributeInfo(name, kind, reader.Flag() ? reader.Text() : null);
        }

        try
        {
            return Schema.Of(attributes);
        }
        catch (ArgumentException fault)
        {
            throw new WireFormatException($"Statistic, {WireSection.Schema}: {fault.Message}", fault);
        }
    }

    private void ReadAttributes(ExactSums sums)
    {
        WireReader reader = Open(WireSection.Attributes);
        sums.Rows = reader.Signed();
        for (int i = 0; i < sums.Attributes.Length; i++)
        {
            ref AttributeSums attribute = ref sums.Attributes[i];
            byte rounding = reader.Byte();
            if (rounding > 2)
                throw reader.Fault($"the rounding of '{sums.Schema[i].Name}' is none of 0, 1 and 2");
            (attribute.Quantised, attribute.Coarsened) = (rounding > 0, rounding > 1);
            if (reader.Flag())
                continue;
            long scale = reader.Signed();
            attribute.Pivot = reader.Signed();
            attribute.Min = reader.Signed();
            attribute.Max = reader.Signed();
            bool valid = sums.Schema[i].Kind == AttributeKind.Binary ? IsValidBinary(attribute, scale) : IsValidContinuous(attribute, scale);
            if (!valid)
                throw reader.Fault($"the scale, pivot or bounds of '{sums.Schema[i].Name}' are out of range");
            attribute.Scale = (int)scale;
            attribute.Sum = reader.Int128();
            attribute.Cubes = reader.Int320();
            attribute.Fourths = reader.Int320();
        }

        reader.End();
    }

    private static bool IsValidBinary(in AttributeSums attribute, long scale) =>
        scale == 0 && attribute.Pivot == 0 && attribute.Min >= 0 && attribute.Max <= 1 && attribute.Min <= attribute.Max;

    private static bool IsValidContinuous(in AttributeSums attribute, long scale) =>
        scale is >= -ColumnBlock.MaxScale and <= ColumnBlock.MaxScale
        && attribute.Min > -ColumnBlock.MantissaBound
        && attribute.Min <= attribute.Pivot
        && attribute.Pivot <= attribute.Max
        && attribute.Max < ColumnBlock.MantissaBound;

    private void ReadProducts(ExactSums sums)
    {
        WireReader reader = Open(WireSection.Products);
        ReadAll(ref reader, sums.Products);
        reader.End();
    }

    private void ReadConditionals(ExactSums sums)
    {
        WireReader reader = Open(WireSection.Conditionals);
        foreach (Int192[]? conditionals in sums.Conditionals)
        {
            ReadAll(ref reader, conditionals);
        }

        reader.End();
    }

    private void ReadDeficits(ExactSums sums)
    {
        WireReader reader = Open(WireSection.Deficits);
        int count = reader.Remaining == 0 ? 0 : reader.Count();
        for (int next = 0; next < count; next++)
        {
            ulong group = reader.Unsigned();
            if (group >= (ulong)sums.Deficits.Length || sums.Deficits[group] is not null)
                throw reader.Fault($"group {group} is unknown or occurs twice");
            reader.Expect(1L + sums.Deficits.Length + (2L * sums.Attributes.Length));
            ReadDeficit(ref reader, sums.DeficitOf((int)group));
        }

        reader.End();
    }

    private static void ReadDeficit(ref WireReader reader, GroupDeficit deficit)
    {
        deficit.Missing = reader.Signed();
        for (int other = 0; other < deficit.Both.Length; other++)
        {
            deficit.Both[other] = reader.Signed();
        }

        for (int i = 0; i < deficit.Sums.Length; i++)
        {
            deficit.Sums[i] = reader.Int128();
        }

        ReadAll(ref reader, deficit.Squares);
    }

    private static void ReadAll(ref WireReader reader, Int192[]? values)
    {
        for (int i = 0; i < values?.Length; i++)
        {
            values[i] = reader.Int192();
        }
    }

    private void ReadSquaredProducts(ExactSums sums)
    {
        WireReader reader = Open(WireSection.SquaredProducts);
        for (int i = 0; i < sums.SquaredProducts?.Length; i++)
        {
            sums.SquaredProducts[i] = reader.Double();
        }

        reader.End();
    }

    private void ReadValueCounts(ExactSums sums)
    {
        WireReader reader = Open(WireSection.ValueCounts);
        for (int i = 0; i < sums.Schema.Count && sums.Values is not null; i++)
        {
            if (sums.Schema[i].Kind != AttributeKind.Continuous)
                continue;
            ValueCounts? counts = reader.Flag() ? ValueCounts.Read(ref reader) : null;
            if (sums.Attributes[i].IsBlank && !ValueCounts.Empty.Equals(counts)) // else any count is possible: counting may have begun late
                throw reader.Fault($"the value counts of '{sums.Schema[i].Name}' are not those of its rows");
            sums.Values[sums.Schema.OrdinalOf(i)] = counts is null ? null : new ValueTally(counts);
        }

        reader.End();
    }

    /// <summary>Reads the counts by condition. Without the section, of an older writer for one, values came in uncounted.</summary>
    private void ReadConditionalValueCounts(ExactSums sums)
    {
        bool written = sections.ContainsKey(WireSection.ConditionalValueCounts), telling = false;
        WireReader reader = Open(WireSection.ConditionalValueCounts);
        foreach ((int i, int j) in ConditionalValuesAlgebra.Pairs(sums))
        {
            ValueTally? uncounted = ConditionalValuesAlgebra.Uncounted(sums, i, j);
            ValueTally? tally = !written ? uncounted : reader.Flag() ? new ValueTally(ValueCounts.Read(ref reader)) : null;
            if ((sums.Attributes[i].IsBlank || sums.Attributes[j].Max <= 0) && !ValueCounts.Empty.Equals(tally?.Counts))
                throw reader.Fault($"the value counts of '{sums.Schema[i].Name}' where '{sums.Schema[j].Name}' is 1 are not those of its rows");
            telling |= !ValueTally.AreSame(tally, uncounted);
            ConditionalValuesAlgebra.Of(sums, i, j) = tally;
        }

        reader.End();
        if (written && !telling)
            throw reader.Fault("the section tells nothing");
    }
}
