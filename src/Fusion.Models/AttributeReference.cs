using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>What an entry of a request stands for.</summary>
/// <param name="Text">The entry as it came in.</param>
/// <param name="Indexes">The index of the attribute, or those of all dummies of a category column.</param>
/// <param name="IsCategory">Whether the entry names a category column.</param>
public sealed record AttributeReference(string Text, ImmutableArray<int> Indexes, bool IsCategory);
