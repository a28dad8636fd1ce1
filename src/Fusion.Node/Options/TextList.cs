namespace Fusion.Node.Options;

/// <summary>Lists in one setting. One text and not one key per item, so that a flag replaces what a file said instead of mixing with it.</summary>
internal static class TextList
{
    /// <summary>The items of a comma-separated text, trimmed, empty ones left out.</summary>
    public static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The text of several items.</summary>
    public static string Join(IEnumerable<string> items) => string.Join(',', items);
}
