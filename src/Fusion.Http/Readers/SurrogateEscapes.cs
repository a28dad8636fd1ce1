using System.Globalization;

namespace Fusion.Http.Readers;

/// <summary>
/// Escapes <c>\uXXXX</c> of surrogates. The parser takes half a pair for JSON and fails only when the text is read, as if the program were wrong.
/// </summary>
internal static class SurrogateEscapes
{
    /// <summary>Characters of one escape.</summary>
    public const int Length = 6;

    /// <summary>Where the first escape is that is half of a pair; -1 for none. A body without escapes costs one vectorised search.</summary>
    public static int IndexOfHalf(ReadOnlySpan<byte> json)
    {
        int position = 0;
        while (true)
        {
            int skipped = json[position..].IndexOf((byte)'\\');
            if (skipped < 0) return -1;
            position += skipped;
            if (!TryRead(json[position..], out char unit))
            {
                position = Math.Min(position + 2, json.Length); // another escape; what is none is for the parser to refuse
                continue;
            }

            bool pair = char.IsHighSurrogate(unit) && TryRead(json[(position + Length)..], out char low) && char.IsLowSurrogate(low);
            if (char.IsSurrogate(unit) && !pair) return position;
            position += pair ? 2 * Length : Length;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text is not [(byte)'\\', (byte)'u', _, _, _, _, ..]) return false;
        if (!ushort.TryParse(text[2..Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)) return false;
        unit = (char)code;
        return true;
    }
}
