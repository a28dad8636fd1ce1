using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>What a project knows about its columns, and later frames must keep to: its attributes and its category columns.</summary>
/// <remarks>Immutable and thread-safe. The first appearance of a name fixes its index and its type.</remarks>
public sealed class AttributeCatalog
{
    /// <summary>Stands between the name of a category column and a value in the name of a dummy: <c>flower$versicolor</c>.</summary>
    public const char CategorySeparator = '$';

    private AttributeCatalog(Schema schema, ImmutableSortedSet<string> categories)
    {
        Schema = schema;
        Categories = categories;
    }

    /// <summary>The catalog of a project that has learned nothing.</summary>
    public static AttributeCatalog Empty { get; } = new(Schema.Empty, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>The attributes; positions are their indexes.</summary>
    public Schema Schema { get; }

    /// <summary>The names of the category columns in ordinal order, also of those without a dummy yet.</summary>
    public ImmutableSortedSet<string> Categories { get; }

    /// <summary>Adds names.</summary>
    /// <param name="attributes">Attributes to append in this order; their categories become known too.</param>
    /// <param name="categories">Names of category columns; those known already are allowed.</param>
    /// <returns>The larger catalog; this one when nothing is new.</returns>
    /// <exception cref="ArgumentException">An attribute is known already, or a name would be both an attribute and a category column.</exception>
    public AttributeCatalog Register(IEnumerable<AttributeInfo> attributes, IEnumerable<string> categories)
    {
        ImmutableArray<AttributeInfo> added = [.. attributes];
        Schema schema = Schema.Append(added);
        ImmutableSortedSet<string> bases = Categories.Union(categories).Union(added.Select(attribute => attribute.Category).OfType<string>());
        foreach (string name in bases)
        {
            if (schema.IndexOf(name) >= 0)
                throw new ArgumentException($"'{name}' cannot be both an attribute and a category column.");
        }

        return ReferenceEquals(schema, Schema) && ReferenceEquals(bases, Categories) ? this : new AttributeCatalog(schema, bases);
    }

    /// <summary>Adds what sums bring that were formed by an earlier state of this catalog.</summary>
    /// <param name="attributes">The attributes of the sums.</param>
    /// <param name="categories">The category columns met.</param>
    /// <param name="limits">How much they may add.</param>
    /// <returns>The larger catalog; this one when nothing is new.</returns>
    /// <exception cref="ArgumentException">A name has another kind or category here.</exception>
    /// <exception cref="FrameException">There are too many attributes or categories of a column.</exception>
    public AttributeCatalog Admit(IEnumerable<AttributeInfo> attributes, IEnumerable<string> categories, EncodeOptions limits)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(limits);
        var added = ImmutableArray.CreateBuilder<AttributeInfo>();
        foreach (AttributeInfo attribute in attributes)
        {
            int index = Schema.IndexOf(attribute.Name);
            if (index < 0)
                added.Add(attribute);
            else if (Schema[index] != attribute)
                throw new ArgumentException($"attribute '{CellText.Show(attribute.Name)}' has another type now");
        }

        AttributeCatalog grown = Register(added.ToImmutable(), categories);
        if (added.Count > 0 && grown.Schema.Count > limits.MaxAttributes)
            throw new FrameException(limits.TooManyAttributes);
        foreach (string category in added.Select(attribute => attribute.Category).OfType<string>().Distinct())
        {
            if (grown.Schema.CategoryMembers(category).Length > limits.MaxCategoriesPerColumn)
                throw new FrameException($"Column '{CellText.Show(category)}' is limited to {limits.MaxCategoriesPerColumn} categories.");
        }

        return grown;
    }

    /// <summary>The type that a column of this name has.</summary>
    /// <param name="name">The exact name.</param>
    /// <returns>C or B for an attribute, T for a category column, null for a name not known.</returns>
    public ColumnType? TypeOf(string name)
    {
        int index = Schema.IndexOf(name);
        if (index >= 0)
            return Schema[index].Kind == AttributeKind.Continuous ? ColumnType.Continuous : ColumnType.Binary;
        return Categories.Contains(name) ? ColumnType.Category : null;
    }

    /// <summary>The name of a dummy.</summary>
    internal static string DummyName(string category, ReadOnlySpan<char> value) => $"{category}{CategorySeparator}{value}";

    /// <summary>The value that the name of a dummy ends in.</summary>
    internal static string DummyValue(AttributeInfo dummy) => dummy.Name[(dummy.Category!.Length + 1)..];
}
