using System.Text;

namespace Fusion.Statistics.Frames;

/// <summary>Cells and names as people read them.</summary>
internal static class CellText
{
    private const int ShownCharacters = 40;
    private const int LongestCharacter = 4;

    /// <summary>A text cut to 40 characters, then followed by an ellipsis.</summary>
    public static string Show(string text)
    {
        if (text.Length <= ShownCharacters)
            return text;
        int length = char.IsHighSurrogate(text[ShownCharacters - 1]) ? ShownCharacters - 1 : ShownCharacters;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    /// <summary>A cell cut to 40 characters, then followed by an ellipsis.</summary>
    public static string Show(ReadOnlySpan<byte> cell) =>
        Show(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, (ShownCharacters + 1) * LongestCharacter)]));
}
