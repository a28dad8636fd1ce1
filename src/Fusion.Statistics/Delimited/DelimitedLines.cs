namespace Fusion.Statistics.Delimited;

/// <summary>Finds the whole lines of a text that comes in pieces of any length, and gives them to a reader.</summary>
/// <param name="options">How the text is written.</param>
/// <param name="scanner">Finds the ends of cells and lines.</param>
/// <param name="reader">Takes the lines.</param>
internal sealed unsafe class DelimitedLines(DelimitedOptions options, LineScanner scanner, ILineReader reader)
{
    private const int FirstWindow = 1 << 14;

    private readonly PendingLine _pending = new(options);
    private int[] _ends = [];
    private int _window = Math.Min(FirstWindow, options.LongestLine);

    /// <summary>Reads until the reader is done or the text is.</summary>
    /// <returns>The number of bytes read; all unless the reader is done.</returns>
    /// <exception cref="Frames.FrameException">A line is longer than allowed.</exception>
    public int Read(ReadOnlySpan<byte> text)
    {
        int read = 0;
        while (read < text.Length && !reader.IsDone && (read < ICellDigits.Padding || _pending.Length > 0))
        {
            read += _pending.Add(text[read..]);
            if (_pending.IsLine)
                ReadPending();
        }

        if (read < text.Length && !reader.IsDone)
        {
            fixed (byte* start = text)
            {
                read += ReadLines(start + read, text.Length - read);
            }

            if (!reader.IsDone)
                read += _pending.Add(text[read..]);
        }

        return read;
    }

    /// <summary>Ends the text: reads a last line that has no end.</summary>
    /// <param name="isWanted">Whether that line still counts.</param>
    public void Complete(bool isWanted)
    {
        if (_pending.IsInside && isWanted)
            reader.RejectOpenQuote();
        else if (_pending.Length > 0 && isWanted)
            _pending.Add("\n"u8);
        if (_pending.IsLine)
            ReadPending();
        _pending.Clear();
    }

    private void ReadPending()
    {
        fixed (byte* padded = _pending.Padded)
        {
            byte* line = padded + PendingLine.Padding;
            reader.Read(line, Scan(line, _pending.Length));
        }

        _pending.Clear();
    }

    /// <summary>Reads whole lines, a window of the text after the other.</summary>
    private int ReadLines(byte* text, int length)
    {
        int position = 0;
        while (position < length && !reader.IsDone)
        {
            int window = Math.Min(_window, length - position);
            int read = reader.Read(text + position, Scan(text + position, window));
            position += read;
            if (read > 0 || reader.IsDone)
                continue;
            if (window == length - position)
                break;
            if (window == options.LongestLine)
                throw PendingLine.TooLong(options);
            _window = (int)Math.Min(2L * _window, options.LongestLine);
        }

        return position;
    }

    private ReadOnlySpan<int> Scan(byte* text, int length)
    {
        if (_ends.Length < length + LineScanner.Step)
            _ends = GC.AllocateUninitializedArray<int>(Math.Max(length, _window) + LineScanner.Step);
        fixed (int* ends = _ends)
        {
            return _ends.AsSpan(0, scanner.Scan(text, length, ends));
        }
    }
}
