using System.Text;
using System.Text.Json;

namespace Fusion.Statistics.Tests.Nist;

/// <summary>One NIST reference dataset: the numbers of its data lines, read as exact decimals, and its certified values, as text.</summary>
internal sealed class ReferenceFile
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "nist");

    private ReferenceFile(JsonElement description, string[] lines)
    {
        JsonElement range = description.GetProperty("data_lines");
        Name = description.GetProperty("dataset").GetString()!;
        Kind = description.GetProperty("kind").GetString()!;
        Difficulty = description.GetProperty("difficulty").GetString()!;
        Certified = description.GetProperty("certified");
        Rows = [.. lines[(range[0].GetInt32() - 1)..range[1].GetInt32()].Select(Numbers)];
    }

    public string Name { get; }

    public string Kind { get; }

    public string Difficulty { get; }

    public JsonElement Certified { get; }

    /// <summary>The numbers of each data line.</summary>
    public IReadOnlyList<DecimalNumber[]> Rows { get; }

    /// <summary>The files of one kind, in alphabetical order.</summary>
    public static IEnumerable<string> Names(string kind) =>
        Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Select(name => Open(name!))
            .Where(file => file.Kind == kind).Select(file => file.Name).Order(StringComparer.Ordinal);

    public static ReferenceFile Open(string name)
    {
        using JsonDocument description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));
        return new ReferenceFile(description.RootElement.Clone(), File.ReadAllLines(Path.Combine(Folder, $"{name}.dat")));
    }

    private static DecimalNumber[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Number)];

    private static DecimalNumber Number(string text)
    {
        Assert.Equal(DecimalParse.Value, DecimalNumber.TryParse(Encoding.ASCII.GetBytes(text), out DecimalNumber value));
        return value;
    }
}
