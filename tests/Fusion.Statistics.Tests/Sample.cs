namespace Fusion.Statistics.Tests;

/// <summary>Random rows with everything that makes merging hard: missing values, late columns, late categories, mixed scales.</summary>
public sealed class Sample
{
    private static readonly string[] Columns = ["small", "money", "long", "mixed", "huge", "constant", "offset", "late"];
    private static readonly string[] Flags = ["flag", "consent"];
    private static readonly string[] Values = ["a", "b", "c", "d"];

    private Sample(int seed, int parts)
    {
        var random = new Random(seed);
        Parts = [.. Enumerable.Range(0, parts).Select(_ => CreatePart(random))];
    }

    /// <summary>Rows of each part: what a cell learns at once. A value by attribute name, a category's value under its base name.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyDictionary<string, object>>> Parts { get; }

    /// <summary>All rows.</summary>
    public IEnumerable<IReadOnlyDictionary<string, object>> Rows => Parts.SelectMany(part => part);

    /// <summary>Each part as a block that has columns only for what occurs in it.</summary>
    public IEnumerable<RowBlock> Blocks => Parts.Select(Block);

    public static Sample Create(int seed, int parts) => new(seed, parts);

    public static RowBlock Block(IReadOnlyList<IReadOnlyDictionary<string, object>> rows)
    {
        AttributeInfo[] attributes = [.. rows.SelectMany(row => row.Select(cell => Attribute(cell.Key, cell.Value))).Distinct()];
        var builder = new RowBlockBuilder(attributes);
        foreach (IReadOnlyDictionary<string, object> row in rows)
        {
            foreach ((string name, object value) in row)
            {
                int column = Array.IndexOf(attributes, Attribute(name, value));
                builder.Set(column, value is DecimalNumber number ? number : new DecimalNumber(1, 0));
            }

            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>The value of an attribute in a row, or null where it is missing.</summary>
    public static DecimalNumber? ValueOf(AttributeInfo attribute, IReadOnlyDictionary<string, object> row)
    {
        if (attribute.Category is null)
            return row.TryGetValue(attribute.Name, out object? value) ? (DecimalNumber)value : null;
        return row.TryGetValue(attribute.Category, out object? category)
            ? new DecimalNumber(attribute.Name == $"{attribute.Category}${category}" ? 1 : 0, 0)
            : null;
    }

    public override string ToString() => $"{Parts.Count} parts, {Rows.Count()} rows";

    private static AttributeInfo Attribute(string name, object value) => value switch
    {
        string category => new AttributeInfo($"{name}${category}", AttributeKind.Binary, name),
        _ => new AttributeInfo(name, Flags.Contains(name) ? AttributeKind.Binary : AttributeKind.Continuous),
    };

    private static List<IReadOnlyDictionary<string, object>> CreatePart(Random random)
    {
        string[] names = [.. Columns.Where(_ => random.Next(4) > 0), .. Flags.Where(_ => random.Next(4) > 0)];
        double missing = random.Next(3) == 0 ? 0 : 0.3 * random.NextDouble();
        string[] categories = random.Next(4) == 0 ? [] : random.Next(2) == 0 ? ["town"] : ["town", "trade"];
        int values = random.Next(1, Values.Length + 1);
        var rows = new List<IReadOnlyDictionary<string, object>>();
        for (int row = random.Next(1, 24); row > 0; row--)
        {
            var cells = new Dictionary<string, object>();
            foreach (string name in names.Where(_ => random.NextDouble() >= missing))
            {
                cells[name] = Number(name, random);
            }

            foreach (string category in categories.Where(_ => random.NextDouble() >= missing))
            {
                cells[category] = Values[random.Next(values)];
            }

            rows.Add(cells);
        }

        return rows;
    }

    private static DecimalNumber Number(string name, Random random) => name switch
    {
        "small" => new DecimalNumber(random.Next(-9, 10), 0),
        "money" => new DecimalNumber(random.Next(-1_000_000, 1_000_000), 2),
        "long" => new DecimalNumber(random.NextInt64(-ColumnBlock.MantissaBound + 1, ColumnBlock.MantissaBound), 9),
        "mixed" => new DecimalNumber(random.Next(-999_999, 999_999), random.Next(0, 7)),
        "huge" => new DecimalNumber(random.Next(-99, 100), -random.Next(20, 24)),
        "constant" => new DecimalNumber(-725, 3),
        "offset" => new DecimalNumber(4_000_000_000_000_000_00 + random.Next(1000), 2),
        "late" => new DecimalNumber(random.NextInt64(1L << 40), 7),
        _ => new DecimalNumber(random.Next(2), 0),
    };
}
