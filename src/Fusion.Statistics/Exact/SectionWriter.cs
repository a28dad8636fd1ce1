namespace Fusion.Statistics.Exact;

/// <summary>Writes the content of each section of the wire form.</summary>
internal static class SectionWriter
{
    /// <summary>Writes a section.</summary>
    /// <returns>Whether the statistic has it.</returns>
    public static bool TryWrite(ExactSums sums, WireSection section, WireWriter writer)
    {
        switch (section)
        {
            case WireSection.Schema:
                WriteSchema(sums.Schema, writer);
                return true;
            case WireSection.Attributes:
                WriteAttributes(sums, writer);
                return true;
            case WireSection.Products:
                WriteAll(sums.Products, writer);
                return true;
            case WireSection.Conditionals:
                return TryWriteConditionals(sums, writer);
            case WireSection.Deficits:
                return TryWriteDeficits(sums, writer);
            case WireSection.ValueCounts:
                return TryWriteValueCounts(sums, writer);
            case WireSection.ConditionalValueCounts:
                return TryWriteConditionalValueCounts(sums, writer);
            default:
                return TryWriteSquaredProducts(sums, writer);
        }
    }

    /// <summary>Writes the attributes of a schema.</summary>
    public static void WriteSchema(Schema schema, WireWriter writer)
    {
        writer.Unsigned((ulong)schema.Count);
        foreach (AttributeInfo attribute in schema)
        {
            writer.Text(attribute.Name);
            writer.Byte((byte)attribute.Kind);
            writer.Byte(attribute.Category is null ? (byte)0 : (byte)1);
            if (attribute.Category is { } category)
                writer.Text(category);
        }
    }

    private static void WriteAttributes(ExactSums sums, WireWriter writer)
    {
        writer.Signed(sums.Rows);
        foreach (AttributeSums attribute in sums.Attributes)
        {
            writer.Byte(attribute.Coarsened ? (byte)2 : attribute.Quantised ? (byte)1 : (byte)0);
            writer.Byte(attribute.IsBlank ? (byte)1 : (byte)0);
            if (attribute.IsBlank)
                continue;
            writer.Signed(attribute.Scale);
            writer.Signed(attribute.Pivot);
            writer.Signed(attribute.Min);
            writer.Signed(attribute.Max);
            writer.Wide(attribute.Sum);
            writer.Wide(attribute.Cubes);
            writer.Wide(attribute.Fourths);
        }
    }

    private static void WriteAll(Int192[] values, WireWriter writer)
    {
        foreach (Int192 value in values)
        {
            writer.Wide(value);
        }
    }

    private static bool TryWriteConditionals(ExactSums sums, WireWriter writer)
    {
        bool any = false;
        foreach (Int192[]? conditionals in sums.Conditionals)
        {
            if (conditionals is null)
                continue;
            any = true;
            WriteAll(conditionals, writer);
        }

        return any;
    }

    private static bool TryWriteDeficits(ExactSums sums, WireWriter writer)
    {
        int count = sums.Deficits.Count(deficit => deficit is not null);
        writer.Unsigned((ulong)count);
        for (int group = 0; group < sums.Deficits.Length; group++)
        {
            if (sums.Deficits[group] is { } deficit)
                WriteDeficit(group, deficit, writer);
        }

        return count > 0;
    }

    private static void WriteDeficit(int group, GroupDeficit deficit, WireWriter writer)
    {
        writer.Unsigned((ulong)group);
        writer.Signed(deficit.Missing);
        foreach (long both in deficit.Both)
        {
            writer.Signed(both);
        }

        foreach (Int128 sum in deficit.Sums)
        {
            writer.Wide(sum);
        }

        WriteAll(deficit.Squares, writer);
    }

    private static bool TryWriteSquaredProducts(ExactSums sums, WireWriter writer)
    {
        foreach (double value in sums.SquaredProducts ?? [])
        {
            writer.Double(value);
        }

        return sums.SquaredProducts is not null;
    }

    private static bool TryWriteValueCounts(ExactSums sums, WireWriter writer)
    {
        WriteAll(sums.Values ?? [], writer);
        return sums.Values is not null;
    }

    private static bool TryWriteConditionalValueCounts(ExactSums sums, WireWriter writer)
    {
        foreach (ValueTally?[] tallies in sums.ConditionalValues ?? [])
        {
            WriteAll(tallies, writer);
        }

        return ConditionalValuesAlgebra.Pairs(sums).Any(pair => !ValueTally.AreSame(
            ConditionalValuesAlgebra.Of(sums, pair.I, pair.J), ConditionalValuesAlgebra.Uncounted(sums, pair.I, pair.J)));
    }

    private static void WriteAll(ValueTally?[] tallies, WireWriter writer)
    {
        foreach (ValueTally? tally in tallies)
        {
            writer.Byte(tally is null ? (byte)0 : (byte)1);
            tally?.Counts.Write(writer);
        }
    }
}
