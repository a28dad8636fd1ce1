namespace Fusion.Conformance.Tests.Samples;

/// <summary>The samples that do not pass yet: <c>pending.txt</c>, a line each of id, issue and reason.</summary>
internal static class PendingList
{
    /// <summary>Issue and reason by id.</summary>
    public static IReadOnlyDictionary<string, (string Issue, string Reason)> All { get; } = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "pending.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(parts => parts[0], parts => (parts[1], parts[2]));
}
