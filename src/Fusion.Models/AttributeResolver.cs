using System.Collections.Immutable;
using System.Globalization;
using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>Turns the entries of a request into attributes.</summary>
internal static class AttributeResolver
{
    /// <summary>Reads entries that are indexes in the first place, else names, else category columns.</summary>
    public static ImmutableArray<AttributeReference> ByIndex(Schema schema, ImmutableArray<string> entries, string field) =>
        Resolve(schema, entries, field, entry => Index(schema, entry) ?? Name(schema, entry) ?? Category(schema, entry));

    /// <summary>Reads entries that are names in the first place, else category columns, else indexes.</summary>
    public static ImmutableArray<AttributeReference> ByName(Schema schema, ImmutableArray<string> entries, string field) =>
        Resolve(schema, entries, field, entry => Name(schema, entry) ?? Category(schema, entry) ?? Index(schema, entry));

    private static ImmutableArray<AttributeReference> Resolve(
        Schema schema, ImmutableArray<string> entries, string field, Func<string, AttributeReference?> find)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (entries.IsDefaultOrEmpty)
            return [];
        return [.. entries.Select(entry => find(entry ?? "") ?? throw Unresolved(schema, entry, field))];
    }

    private static AttributeReference? Index(Schema schema, string entry) =>
        int.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < schema.Count
            ? new AttributeReference(entry, [index], IsCategory: false)
            : null;

    private static AttributeReference? Name(Schema schema, string entry) =>
        schema.IndexOf(entry) is var index and >= 0 ? new AttributeReference(entry, [index], IsCategory: false) : null;

    private static AttributeReference? Category(Schema schema, string entry) =>
        schema.CategoryMembers(entry) is { IsEmpty: false } members ? new AttributeReference(entry, members, IsCategory: true) : null;

    private static InvalidRequestException Unresolved(Schema schema, string? entry, string field)
    {
        string indexes = schema.Count == 0 ? "the project has no attributes yet" : $"indexes go from 0 to {schema.Count - 1}";
        return new InvalidRequestException($"'{entry}' in {field} is no attribute and no category column of the project; {indexes}.");
    }
}
