using System.Collections;
using System.Collections.Immutable;

namespace Fusion.Statistics;

/// <summary>An immutable ordered list of attributes with distinct names; the position of an attribute is its index everywhere.</summary>
/// <remarks>Thread-safe. Equal when it holds equal attributes in the same order.</remarks>
public sealed class Schema : IReadOnlyList<AttributeInfo>, IEquatable<Schema>
{
    private readonly ImmutableArray<AttributeInfo> _attributes;
    private readonly Dictionary<string, int> _indexes;
    private readonly Dictionary<string, ImmutableArray<int>> _categories;
    private readonly int[] _groups;
    private readonly int[] _ordinals;

    private Schema(ImmutableArray<AttributeInfo> attributes)
    {
        _attributes = attributes;
        _indexes = new Dictionary<string, int>(attributes.Length, StringComparer.Ordinal);
        _categories = new Dictionary<string, ImmutableArray<int>>(StringComparer.Ordinal);
        _groups = new int[attributes.Length];
        _ordinals = new int[attributes.Length];
        for (int i = 0; i < attributes.Length; i++)
        {
            Register(attributes[i], i);
        }
    }

    /// <summary>The schema without attributes.</summary>
    public static Schema Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _attributes.Length;

    /// <summary>Number of presence groups: attributes that are present in the same rows by definition, that is each category once and every other attribute.</summary>
    internal int GroupCount { get; private set; }

    /// <summary>Number of continuous attributes.</summary>
    internal int ContinuousCount { get; private set; }

    /// <inheritdoc/>
    public AttributeInfo this[int index] => _attributes[index];

    /// <summary>Creates a schema.</summary>
    /// <param name="attributes">The attributes in order.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="ArgumentException">A name occurs twice, or an attribute of a category is not binary.</exception>
    public static Schema Of(IEnumerable<AttributeInfo> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ImmutableArray<AttributeInfo> all = [.. attributes];
        return all.IsEmpty ? Empty : new Schema(all);
    }

    /// <summary>Finds an attribute by its exact name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its index, or -1.</returns>
    public int IndexOf(string name) => _indexes.GetValueOrDefault(name, -1);

    /// <summary>Creates a schema with more attributes at the end; the indexes of the present ones stay.</summary>
    /// <param name="attributes">The attributes to append.</param>
    /// <returns>The longer schema.</returns>
    /// <exception cref="ArgumentException">A name occurs twice, or an attribute of a category is not binary.</exception>
    public Schema Append(IEnumerable<AttributeInfo> attributes)
    {
        ImmutableArray<AttributeInfo> all = _attributes.AddRange(attributes);
        return all.Length == Count ? this : new Schema(all);
    }

    /// <summary>Finds the dummies of a category.</summary>
    /// <param name="category">The name of the base column.</param>
    /// <returns>Their indexes, ascending; empty when there is none.</returns>
    public ImmutableArray<int> CategoryMembers(string category) => _categories.GetValueOrDefault(category, []);

    /// <inheritdoc/>
    public IEnumerator<AttributeInfo> GetEnumerator() => ((IEnumerable<AttributeInfo>)_attributes).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Schema? other) =>
        ReferenceEquals(this, other) || (other is not null && _attributes.AsSpan().SequenceEqual(other._attributes.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schema);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (AttributeInfo attribute in _attributes)
        {
            hash.Add(attribute);
        }

        return hash.ToHashCode();
    }

    /// <summary>The presence group of an attribute. Groups are numbered by first appearance, so appending keeps their numbers.</summary>
    internal int GroupOf(int index) => _groups[index];

    /// <summary>The position of an attribute among those of its own kind.</summary>
    internal int OrdinalOf(int index) => _ordinals[index];

    private void Register(AttributeInfo attribute, int index)
    {
        if (!_indexes.TryAdd(attribute.Name, index))
            throw new ArgumentException($"Attribute '{attribute.Name}' occurs twice.");
        bool continuous = attribute.Kind == AttributeKind.Continuous;
        if (continuous && attribute.Category is not null)
            throw new ArgumentException($"Attribute '{attribute.Name}' of category '{attribute.Category}' is not binary.");

        _ordinals[index] = continuous ? ContinuousCount++ : index - ContinuousCount;
        if (attribute.Category is { } category)
        {
            ImmutableArray<int> members = CategoryMembers(category);
            _groups[index] = members.IsEmpty ? GroupCount++ : _groups[members[0]];
            _categories[category] = members.Add(index);
        }
        else
        {
            _groups[index] = GroupCount++;
        }
    }
}
