using System.Collections.Immutable;
using System.Text;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Delimited;

/// <summary>The first line of a delimited text: the names of the columns.</summary>
/// <param name="Names">The names as they are written, quotes taken off, in order.</param>
/// <param name="Length">The bytes up to the end of the line, with it and a mark of UTF-8 in front.</param>
public sealed record DelimitedHeader(ImmutableArray<string> Names, int Length)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the names.</summary>
    /// <param name="start">The start of the text.</param>
    /// <param name="options">How it is written.</param>
    /// <returns>The names, or null when the line does not end here: try again with more.</returns>
    /// <exception cref="FrameException">The line is longer than allowed, or a name's quotes do not enclose it.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static DelimitedHeader? Read(ReadOnlySpan<byte> start, DelimitedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int mark = start.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var line = new PendingLine(options.Checked());
        int length = line.Add(start[mark..]);
        if (!line.IsLine)
            return null;
        ReadOnlySpan<byte> text = start.Slice(mark, length - 1);
        return new DelimitedHeader(Split(text.EndsWith("\r"u8) ? text[..^1] : text, options), mark + length);
    }

    private static ImmutableArray<string> Split(ReadOnlySpan<byte> line, DelimitedOptions options)
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        bool inside = false;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == options.Quote)
                inside = !inside;
            if (i < line.Length && (inside || line[i] != options.Separator))
                continue;
            ReadOnlySpan<byte> cell = line[start..i];
            if (!CellQuotes.TryRemove(cell, options.Quote, out ReadOnlySpan<byte> name))
                throw new FrameException($"The name of column {names.Count + 1}, '{CellText.Show(cell)}', has quotes that don't enclose it.");
            names.Add(Encoding.UTF8.GetString(name));
            start = i + 1;
        }

        return names.ToImmutable();
    }
}
