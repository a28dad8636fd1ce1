using System.Text;

namespace Fusion.Statistics.Frames;

/// <summary>Cells of T columns.</summary>
internal static class CategoryCell
{
    /// <summary>Cells of up to so many bytes are read on the stack.</summary>
    public const int ShortCell = 128;

    /// <summary>The value of a cell: trimmed, lower-case whatever the culture, empty when missing.</summary>
    /// <param name="cell">The text in UTF-8.</param>
    /// <param name="buffer">Room for <see cref="BufferLength"/> characters; the result lies in it.</param>
    public static ReadOnlySpan<char> Read(ReadOnlySpan<byte> cell, Span<char> buffer)
    {
        Span<char> decoded = buffer[..Encoding.UTF8.GetChars(cell, buffer)];
        ReadOnlySpan<char> trimmed = ((ReadOnlySpan<char>)decoded).Trim();
        Span<char> lowered = buffer.Slice(decoded.Length, trimmed.Length);
        trimmed.ToLowerInvariant(lowered);
        return lowered is "nan" ? [] : lowered;
    }

    /// <summary>The length of buffer that a cell needs.</summary>
    public static int BufferLength(ReadOnlySpan<byte> cell) => 2 * cell.Length; // a character takes at least a byte, and is there as sent and in lower case
}
