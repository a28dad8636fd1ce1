namespace Fusion.Http.Readers;

/// <summary>Puts quotes around bare NaN, Infinity and -Infinity. What is inside strings is not touched.</summary>
internal static class NonFiniteTokens
{
    /// <summary>The same body when it holds no such token, which costs one vectorised search; else a copy.</summary>
    public static ReadOnlyMemory<byte> Quote(ReadOnlyMemory<byte> json)
    {
        ReadOnlySpan<byte> source = json.Span;
        if (source.IndexOf("NaN"u8) < 0 && source.IndexOf("Infinity"u8) < 0) return json;
        var quoted = new List<byte>((int)Math.Min(source.Length + source.Length / 4L, Array.MaxLength));
        while (!source.IsEmpty)
        {
            int length = NextToken(source, out bool bare);
            if (bare) quoted.Add((byte)'"');
            quoted.AddRange(source[..length]);
            if (bare) quoted.Add((byte)'"');
            source = source[length..];
        }

        return quoted.ToArray();
    }

    private static int NextToken(ReadOnlySpan<byte> source, out bool bare)
    {
        bare = source.StartsWith("NaN"u8) || source.StartsWith("Infinity"u8) || source.StartsWith("-Infinity"u8);
        if (bare) return source[0] switch { (byte)'N' => 3, (byte)'I' => 8, _ => 9 };
        if (source[0] == '"') return StringLength(source);
        int next = source[1..].IndexOfAny("\"NI-"u8);
        return next < 0 ? source.Length : next + 1;
    }

    private static int StringLength(ReadOnlySpan<byte> source)
    {
        for (int i = 1; i < source.Length; i++)
        {
            if (source[i] == '\\')
                i++;
            else if (source[i] == '"')
                return i + 1;
        }

        return source.Length;
    }
}
