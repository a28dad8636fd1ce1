namespace Fusion.Fuzz.Tests;

/// <summary>The kept inputs of a target: good ones to start from, and every input that once was a finding.</summary>
internal static class Corpus
{
    public static IReadOnlyList<byte[]> Of(FuzzTarget target) =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", target.Name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
