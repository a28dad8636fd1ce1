using System.Text.Json;

namespace Fusion.Campaign;

/// <summary>Reads what <c>fusion cluster entities --json</c> prints.</summary>
internal static class EntityList
{
    /// <summary>The command that lists all of them.</summary>
    public static IReadOnlyList<string> Verb { get; } = ["cluster", "entities", "--limit", "10000", "--json"];

    /// <summary>Entities with their region and node.</summary>
    public static IEnumerable<(string Region, string Entity, string Node)> Read(string json) =>
        JsonSerializer.Deserialize<JsonElement>(json).GetProperty("entities").EnumerateArray().Select(entity =>
            (entity.GetProperty("region").GetString()!, entity.GetProperty("entity").GetString()!, entity.GetProperty("node").GetString()!));

    /// <summary>Every node was asked for what it has in memory: what two have is alive twice.</summary>
    public static IEnumerable<string> AliveTwice(string json) =>
        from entity in Read(json)
        group entity.Node by $"{entity.Region} {entity.Entity}" into one
        where one.Count() > 1
        select $"{one.Key} is alive on {string.Join(" and ", one)}";
}
