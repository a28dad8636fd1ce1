namespace Fusion.Conformance.Tests.Samples;

/// <summary>The cases that do not pass yet: <c>pending.txt</c>, a line each of id, issue and reason.</summary>
internal static class PendingList
{
    /// <summary>Issue and reason by id.</summary>
    public static IReadOnlyDictionary<string, (string Issue, string Reason)> All { get; } = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "pending.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(parts => parts[0], parts => (parts[1], parts[2]));

    /// <summary>Fails when a pending case passed, or another did not.</summary>
    /// <param name="id">The case.</param>
    /// <param name="difference">Why it did not pass; null when it did.</param>
    public static void Judge(string id, Exception? difference)
    {
        if (All.ContainsKey(id))
            Assert.True(difference is not null, $"{id} passes now: take it off pending.txt");
        else
            Assert.True(difference is null, $"{id}: {difference}");
    }
}
