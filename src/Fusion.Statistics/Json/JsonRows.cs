using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Json;

/// <summary>Finds the cells of rows in JSON, <c>["4.3",5,null]</c> and so on, separated by commas, up to the bracket that closes the list of rows.</summary>
/// <remarks>
/// Cells are strings, numbers, true, false, null, or the bare NaN and Infinity that Python writes. The text is looked at once; only strings with escapes are copied.
/// </remarks>
public abstract unsafe class JsonRows
{
    /// <summary>Bytes on either side of the text that can be read, whatever they are.</summary>
    public const int Padding = 16;

    private const byte Quote = (byte)'"', Escape = (byte)'\\', Comma = (byte)',', Open = (byte)'[', Close = (byte)']';

    private bool _isFirst = true;

    /// <summary>Creates a reader of rows in the text of this library.</summary>
    private protected JsonRows()
    {
    }

    /// <summary>Whether the list of rows has ended.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Number of rows met so far, bad ones included.</summary>
    public abstract long Rows { get; }

    /// <summary>Whether rows are to be taken, or no more are wanted, before more can be read.</summary>
    private protected abstract bool IsDone { get; }

    /// <summary>Reads whole rows until some are to be taken, the list ends, or no whole row is left.</summary>
    /// <param name="buffer">Holds the text; <see cref="Padding"/> bytes more on either side.</param>
    /// <param name="start">Where the text starts: behind the bracket that opens the list, or where the last call ended.</param>
    /// <param name="end">Where it ends for now.</param>
    /// <returns>Where the first row that is not read starts.</returns>
    /// <exception cref="FrameException">The text is no list of rows; the message says which row and why.</exception>
    public int Read(byte[] buffer, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentOutOfRangeException.ThrowIfLessThan(start, Padding);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, buffer.Length - Padding);
        fixed (byte* text = buffer)
        {
            byte* position = text + start, last = text + end;
            while (!IsEnded && !IsDone)
            {
                byte* next = ReadRow(position, last);
                if (next == null)
                    break;
                position = next;
            }

            return (int)(position - text);
        }
    }

    /// <summary>Begins a row.</summary>
    private protected abstract void BeginRow();

    /// <summary>Takes a cell.</summary>
    /// <param name="column">Its position, which may be beyond the last column.</param>
    /// <param name="start">Its first byte; <see cref="Padding"/> bytes before its end can be read.</param>
    /// <param name="end">Behind its last byte.</param>
    private protected abstract void Add(int column, byte* start, byte* end);

    /// <summary>Ends the row.</summary>
    private protected abstract void EndRow(int cells);

    /// <summary>Reads a row with what separates it from the one before.</summary>
    /// <returns>Behind the row; null when the text ends before it does, and then nothing counts.</returns>
    private byte* ReadRow(byte* position, byte* end)
    {
        if ((position = SkipBlanks(position, end)) == end)
            return null;
        if (*position == Close)
        {
            IsEnded = true;
            return position + 1;
        }

        if (!_isFirst)
        {
            if (*position != Comma)
                throw Malformed("is followed by neither a comma nor the end of data", Rows);
            if ((position = SkipBlanks(position + 1, end)) == end)
                return null;
        }

        if (*position != Open)
            throw Malformed("must be an array of cells", Rows + 1);
        BeginRow();
        byte* next = ReadCells(position + 1, end, out int cells);
        if (next == null)
            return null;
        EndRow(cells);
        _isFirst = false;
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* ReadCells(byte* position, byte* end, out int cells)
    {
        cells = 0;
        if ((position = SkipBlanks(position, end)) == end)
            return null;
        if (*position == Close)
            return position + 1;
        while (true)
        {
            position = *position == Quote ? ReadString(position + 1, end, cells) : ReadBare(position, end, cells);
            if (position == null || (position = SkipBlanks(position, end)) == end)
                return null;
            cells++;
            if (*position == Close)
                return position + 1;
            if (*position != Comma)
                throw Malformed($"has something other than a comma behind cell {cells}", Rows + 1);
            if ((position = SkipBlanks(position + 1, end)) == end)
                return null;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* ReadString(byte* start, byte* end, int column)
    {
        Vector128<byte> bytes = Vector128.Load(start);
        uint marks = (Vector128.Equals(bytes, Vector128.Create(Quote)) | Vector128.Equals(bytes, Vector128.Create(Escape))
            | Vector128.LessThan(bytes, Vector128.Create((byte)' '))).ExtractMostSignificantBits();
        byte* close = start + BitOperations.TrailingZeroCount(marks);
        if (marks == 0 || *close != Quote || close >= end)
            return ReadLongString(start, end, column);
        Add(column, start, close);
        return close + 1;
    }

    private byte* ReadLongString(byte* start, byte* end, int column)
    {
        bool escaped = false;
        for (byte* close = start; close < end; close++)
        {
            if (*close == Escape)
            {
                escaped = true;
                close++;
            }
            else if (*close < ' ')
            {
                throw Malformed($"has a control character in the string of cell {column + 1}", Rows + 1);
            }
            else if (*close == Quote)
            {
                if (escaped)
                    AddUnescaped(column, new ReadOnlySpan<byte>(start - 1, (int)(close - start) + 2));
                else
                    Add(column, start, close);
                return close + 1;
            }
        }

        return null;
    }

    private void AddUnescaped(int column, ReadOnlySpan<byte> quoted)
    {
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            byte[] text = new byte[Padding + quoted.Length];
            int length = reader.CopyString(text.AsSpan(Padding));
            fixed (byte* padded = text)
            {
                Add(column, padded + Padding, padded + Padding + length);
            }
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw Malformed($"has a string with a wrong escape in cell {column + 1}", Rows + 1);
        }
    }

    private byte* ReadBare(byte* start, byte* end, int column)
    {
        byte* close = start;
        while (close < end && *close is not (Comma or Close) && !IsBlank(*close))
        {
            close++;
        }

        if (close == end)
            return null;
        var token = new ReadOnlySpan<byte>(start, (int)(close - start));
        if (token.SequenceEqual("null"u8))
            Add(column, close, close);
        else if (IsPlainNumber(token) || IsWord(token) || IsNumber(token))
            Add(column, start, close);
        else
            throw Malformed($"has '{CellText.Show(token)}' as cell {column + 1}, which is no string, number, true, false or null", Rows + 1);
        return close;
    }

    /// <summary>Digits with at most a sign and a point, as JSON has them.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<byte> token)
    {
        if (token.Length > 0 && token[0] == '-')
            token = token[1..];
        int whole = token.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (whole < 0)
            return token.Length == 1 || (token.Length > 1 && token[0] != '0');
        return whole > 0 && (whole == 1 || token[0] != '0') && token[whole] == '.' && token.Length > whole + 1
            && token[(whole + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static bool IsWord(ReadOnlySpan<byte> token) => token.SequenceEqual("true"u8) || token.SequenceEqual("false"u8)
        || token.SequenceEqual("NaN"u8) || token.SequenceEqual("Infinity"u8) || token.SequenceEqual("-Infinity"u8);

    private static bool IsNumber(ReadOnlySpan<byte> token)
    {
        try
        {
            var reader = new Utf8JsonReader(token);
            return reader.Read() && reader.TokenType == JsonTokenType.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* SkipBlanks(byte* position, byte* end)
    {
        while (position < end && IsBlank(*position))
        {
            position++;
        }

        return position;
    }

    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static FrameException Malformed(string problem, long row) => new($"Malformed JSON: data row {Math.Max(row, 1)} {problem}.");
}
