using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>Which columns of a frame make attributes, and how.</summary>
internal sealed class FramePlan
{
    private FramePlan(ImmutableArray<NumericColumn> numbers, ImmutableArray<CategoryColumn> categories)
    {
        Numbers = numbers;
        Categories = categories;
    }

    /// <summary>The C and B columns.</summary>
    public ImmutableArray<NumericColumn> Numbers { get; }

    /// <summary>The T columns.</summary>
    public ImmutableArray<CategoryColumn> Categories { get; }

    /// <summary>
    /// What the frame adds: column by column, and within a T column by first appearance. Complete once all rows are read.
    /// </summary>
    public IEnumerable<AttributeInfo> NewAttributes =>
        Numbers.Where(column => column.IsNew).Select(column => (column.Source, Attributes: (IEnumerable<AttributeInfo>)[column.Attribute]))
            .Concat(Categories.Select(column => (column.Source, Attributes: column.NewDummies)))
            .OrderBy(column => column.Source)
            .SelectMany(column => column.Attributes);

    /// <summary>Decides for each column: a known name keeps its type, else the type of the frame counts, else a guess.</summary>
    /// <exception cref="FrameException">A name is too long, or a dummy of a known category, or there are too many.</exception>
    public static FramePlan Of(DataFrame frame, AttributeCatalog catalog, EncodeOptions options)
    {
        var names = new NameBudget(catalog, options);
        var numbers = ImmutableArray.CreateBuilder<NumericColumn>();
        var categories = ImmutableArray.CreateBuilder<CategoryColumn>();
        for (int column = 0; column < frame.AttributeNames.Length; column++)
        {
            string name = frame.AttributeNames[column];
            ColumnType? known = catalog.TypeOf(name);
            ColumnType type = known ?? (frame.AttributeTypes.IsDefault ? TypeGuess.Of(frame, column) : frame.AttributeTypes[column]);
            if (type == ColumnType.Category)
            {
                names.AddCategoryColumn(name);
                categories.Add(new CategoryColumn(column, name, catalog, names, options));
            }
            else if (known is not null)
            {
                bool sentAsNumber = type == ColumnType.Binary && !frame.AttributeTypes.IsDefault && frame.AttributeTypes[column] == ColumnType.Continuous;
                numbers.Add(new NumericColumn(column, KnownAttribute(name, catalog.Schema), IsNew: false, sentAsNumber));
            }
            else if (type is ColumnType.Continuous or ColumnType.Binary)
            {
                names.AddNumericColumn(name);
                AttributeKind kind = type == ColumnType.Continuous ? AttributeKind.Continuous : AttributeKind.Binary;
                numbers.Add(new NumericColumn(column, new AttributeInfo(name, kind), IsNew: true));
            }
        }

        return new FramePlan(numbers.ToImmutable(), categories.ToImmutable());
    }

    private static AttributeInfo KnownAttribute(string name, Schema schema)
    {
        AttributeInfo attribute = schema[schema.IndexOf(name)];
        return attribute.Category is null
            ? attribute
            : throw new FrameException($"Column '{CellText.Show(name)}' is a category of '{CellText.Show(attribute.Category)}'; send that column instead.");
    }
}
