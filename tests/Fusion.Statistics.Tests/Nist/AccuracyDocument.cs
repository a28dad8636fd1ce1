namespace Fusion.Statistics.Tests.Nist;

/// <summary>The tables of docs/accuracy.md.</summary>
internal static class AccuracyDocument
{
    /// <summary>The lines with numbers of the table under a heading.</summary>
    public static string[] Table(string heading) =>
    [
        .. File.ReadAllLines(DocumentPath()).SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|') && line.Contains('.', StringComparison.Ordinal)),
    ];

    private static string DocumentPath()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Fusion.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "docs", "accuracy.md");
    }
}
