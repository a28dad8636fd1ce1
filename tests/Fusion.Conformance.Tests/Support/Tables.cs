using Fusion.Client.Entities;

namespace Fusion.Conformance.Tests.Support;

/// <summary>The data sets that the samples speak of.</summary>
internal static class Tables
{
    /// <summary>150 rows: four continuous and eleven binary columns.</summary>
    public static Frame Iris { get; } = Read("Iris_rtlm.csv", column => column < 4 ? "C" : "B");

    /// <summary>120 rows of eight columns: what the notebook on regression learns.</summary>
    public static Frame IrisTraining { get; } = Read("iris_train120.csv", null);

    /// <summary>1,000 throws of five dice, as categories.</summary>
    public static Frame Dice { get; } = Read("dice5.csv", _ => "T");

    /// <summary>A column of ages.</summary>
    public static Frame Ages { get; } = new(["age"], ["C"], [.. Enumerable.Range(0, 100).Select(i => (string?[])[$"{(i * 37 % 61) + 18}"])]);

    /// <summary>So many columns that a regression on them takes a while.</summary>
    public static Frame Wide(int columns)
    {
        Random random = new(1);
        return new(
            [.. Enumerable.Range(0, columns).Select(c => $"x{c}")],
            [.. Enumerable.Repeat("C", columns)],
            [.. Enumerable.Range(0, 2 * columns).Select(_ => (string?[])[.. Enumerable.Range(0, columns).Select(_ => $"{random.Next(1000)}")])]);
    }

    private static Frame Read(string file, Func<int, string>? type)
    {
        string[][] lines =
            [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).Where(line => line.Length > 0).Select(line => line.Split(','))];
        return new(lines[0], type is null ? null : [.. lines[0].Select((_, column) => type(column))], lines[1..]);
    }
}
