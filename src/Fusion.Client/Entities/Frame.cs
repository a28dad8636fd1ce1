using System.Text.Json.Serialization;

namespace Fusion.Client.Entities;

/// <summary>Rows under named columns.</summary>
/// <param name="AttributeNames">Names of the columns.</param>
/// <param name="AttributeTypes">One letter per column, e.g. <c>C</c>, <c>B</c>, <c>T</c>; null lets the server guess.</param>
/// <param name="Rows">Cells as text, parallel to the names; null or empty is a missing value.</param>
public sealed record Frame(
    IReadOnlyList<string> AttributeNames,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? AttributeTypes,
    [property: JsonPropertyName("data")] IReadOnlyList<IReadOnlyList<string?>> Rows);
