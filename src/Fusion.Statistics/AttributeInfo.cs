namespace Fusion.Statistics;

/// <summary>One attribute (column) of a statistic; attributes of two statistics are the same when their names are equal, ordinal and case-sensitive.</summary>
/// <param name="Name">The unique name, for a dummy <c>base$value</c>.</param>
/// <param name="Kind">Whether the values are decimals or 0/1.</param>
/// <param name="Category">The base column when this binary attribute is the dummy of one of its values, else null.</param>
/// <remarks>
/// All dummies of one category are present in the same rows. A dummy that arrives late counts 0 where its category was present;
/// every other late attribute counts as missing in all rows before it.
/// </remarks>
public sealed record AttributeInfo(string Name, AttributeKind Kind, string? Category = null);
