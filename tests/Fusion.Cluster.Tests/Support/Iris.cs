using Fusion.Client.Entities;

namespace Fusion.Cluster.Tests.Support;

/// <summary>The iris file: 150 rows, four continuous and eleven binary columns.</summary>
internal static class Iris
{
    private static readonly string[][] Lines =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Iris_rtlm.csv")).Where(line => line.Length > 0).Select(line => line.Split(','))];

    public static IReadOnlyList<string> Names => Lines[0];

    public static IReadOnlyList<string> Types { get; } = [.. Lines[0].Select((_, i) => i < 4 ? "C" : "B")];

    public static Frame All => Rows(_ => true);

    /// <summary>The rows whose number satisfies a condition.</summary>
    public static Frame Rows(Func<int, bool> chosen) => new(Names, Types, [.. Lines.Skip(1).Where((_, i) => chosen(i))]);
}
