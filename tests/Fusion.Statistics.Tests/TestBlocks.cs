namespace Fusion.Statistics.Tests;

/// <summary>Small blocks written out in a test.</summary>
internal static class TestBlocks
{
    public static AttributeInfo Continuous(string name) => new(name, AttributeKind.Continuous);

    public static AttributeInfo Binary(string name) => new(name, AttributeKind.Binary);

    public static AttributeInfo Dummy(string category, string value) => new($"{category}${value}", AttributeKind.Binary, category);

    /// <summary>One continuous column at one scale.</summary>
    public static RowBlock Column(string name, int scale, params long[] mantissas)
    {
        var builder = new RowBlockBuilder([Continuous(name)]);
        foreach (long mantissa in mantissas)
        {
            builder.Set(0, new DecimalNumber(mantissa, scale));
            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>Rows of integers; null is missing.</summary>
    public static RowBlock Rows(AttributeInfo[] attributes, params int?[][] rows)
    {
        var builder = new RowBlockBuilder(attributes);
        foreach (int?[] row in rows)
        {
            for (int column = 0; column < row.Length; column++)
            {
                if (row[column] is { } value)
                    builder.Set(column, new DecimalNumber(value, 0));
            }

            builder.EndRow();
        }

        return builder.Build();
    }

    public static SufficientStatistics Of(params RowBlock[] blocks) => SufficientStatistics.Of(blocks);
}
