using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fusion.Client;
using Fusion.Node.Cli;
using Fusion.Statistics.Delimited;

namespace Fusion.Node.Push;

/// <summary>Cuts delimited text into pieces of whole rows, each with the header line before it.</summary>
/// <param name="text">The text, from its start; disposed with the reading.</param>
/// <param name="source">Where it comes from.</param>
/// <param name="size">About how many bytes a piece has; rows may be as long.</param>
internal sealed class CsvChunks(Stream text, string source, int size)
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private ReadOnlyMemory<byte> _rest; // read, but in no piece yet
    private bool _ended;

    /// <summary>Reads the pieces in order.</summary>
    /// <exception cref="PushException">There is no header, or a row is longer than a piece.</exception>
    public async IAsyncEnumerable<Chunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using (text)
        {
            byte[] header = await ReadHeaderAsync(cancellationToken);
            ImmutableArray<string> columns = DelimitedHeader.Read(header, DelimitedOptions.Default)?.Names ?? []; // one that is not closed has no rows
            long offset = header.Length, row = 0;
            while (await NextAsync(header, row, cancellationToken) is { } piece)
            {
                yield return new Chunk(source, piece.Body, RowOptions.Csv, row, piece.Rows)
                {
                    Columns = columns,
                    Offset = offset,
                    SourceBytes = piece.Body.Length - header.Length,
                };
                offset += piece.Body.Length - header.Length;
                row += piece.Rows;
            }
        }
    }

    /// <summary>The names of the columns; what follows is left to be read.</summary>
    private async Task<byte[]> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        byte[] start = new byte[size];
        int length = await FillAsync(start, 0, cancellationToken);
        Memory<byte> read = start.AsMemory(0, length);
        if (FileCompression.Of(read.Span) is { } compression) throw PushSource.Compressed(source, compression);
        if (PushSource.FormatOf(read.Span) is not PushFormat.Csv and var format) throw new PushException($"{source} is {format}, not CSV", ExitCode.Usage);
        if (read.Span.StartsWith(ByteOrderMark)) read = read[ByteOrderMark.Length..];
        if (read.IsEmpty) throw Wrong("is empty; the first line must name the columns");
        int header = CsvRows.FirstLength(read.Span);
        if (header == 0 && !_ended) throw Wrong($"has a first line of more than {size} bytes; is a quote not closed?");
        if (header == 0) return [.. read.Span, (byte)'\n'];
        _rest = read[header..];
        return read[..header].ToArray();
    }

    private async Task<(ReadOnlyMemory<byte> Body, long Rows)?> NextAsync(byte[] header, long row, CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty && _ended) return null;
        byte[] body = GC.AllocateUninitializedArray<byte>(header.Length + Math.Max(size, _rest.Length));
        header.CopyTo(body, 0);
        _rest.CopyTo(body.AsMemory(header.Length));
        int end = await FillAsync(body, header.Length + _rest.Length, cancellationToken);
        ReadOnlyMemory<byte> read = body.AsMemory(header.Length, end - header.Length);
        if (read.IsEmpty) return null;
        (int length, long rows) = CsvRows.Find(read.Span);
        if (_ended)
        {
            _rest = default;
            return (body.AsMemory(0, end), rows + (length < read.Length ? 1 : 0)); // the last row needs no line end
        }

        if (length == 0) throw Wrong($"has a row {row + 1} of more than {size} bytes; is a quote not closed? --chunk-size allows longer ones");
        _rest = read[length..];
        return (body.AsMemory(0, header.Length + length), rows);
    }

    private async Task<int> FillAsync(byte[] buffer, int from, CancellationToken cancellationToken)
    {
        int read = await text.ReadAtLeastAsync(buffer.AsMemory(from), buffer.Length - from, throwOnEndOfStream: false, cancellationToken);
        _ended = read < buffer.Length - from;
        return from + read;
    }

    private PushException Wrong(string what) => new($"{source} {what}", ExitCode.BadRows);
}
