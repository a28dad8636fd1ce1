using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Delimited;

/// <summary>The start of a line whose rest has not come yet.</summary>
/// <param name="options">The quote, and how long a line may be.</param>
internal sealed class PendingLine(DelimitedOptions options)
{
    /// <summary>Bytes in front of the line that can be read, whatever they are.</summary>
    public const int Padding = ICellDigits.Padding;

    private const int FirstLength = 256;

    private byte[] _memory = [];
    private int _length;

    /// <summary>Whether the text ends within quotes.</summary>
    public bool IsInside { get; private set; }

    /// <summary>Whether the text is a whole line.</summary>
    public bool IsLine { get; private set; }

    /// <summary>Number of bytes, <see cref="Padding"/> aside.</summary>
    public int Length => _length;

    /// <summary>The text, <see cref="Padding"/> in front.</summary>
    public ReadOnlySpan<byte> Padded => _memory.AsSpan(0, Padding + _length);

    /// <summary>Adds the text up to the end of the line, or all when it does not end there.</summary>
    /// <returns>The number of bytes added.</returns>
    /// <exception cref="FrameException">The line is longer than allowed.</exception>
    public int Add(ReadOnlySpan<byte> text)
    {
        int added = Find(text);
        if (added > options.LongestLine - _length)
            throw TooLong(options);
        int needed = Padding + _length + added;
        if (_memory.Length < needed)
            Array.Resize(ref _memory, (int)Math.Max(FirstLength, Math.Min(2L * needed, Padding + (long)options.LongestLine)));
        text[..added].CopyTo(_memory.AsSpan(Padding + _length));
        _length += added;
        return added;
    }

    /// <summary>Forgets the text.</summary>
    public void Clear()
    {
        _length = 0;
        (IsInside, IsLine) = (false, false);
    }

    /// <summary>The error of a line longer than allowed.</summary>
    public static FrameException TooLong(DelimitedOptions options) => new($"A line is longer than {options.LongestLine} bytes; is a quote not closed?");

    private int Find(ReadOnlySpan<byte> text)
    {
        int position = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = text[position..];
            int next = IsInside ? rest.IndexOf(options.Quote) : rest.IndexOfAny(options.Quote, (byte)'\n');
            if (next < 0)
                return text.Length;
            position += next + 1;
            if (rest[next] == options.Quote)
            {
                IsInside = !IsInside;
                continue;
            }

            IsLine = true;
            return position;
        }
    }
}
