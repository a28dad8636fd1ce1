using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Fusion.Node.Cli;
using ParquetSharp;
using ZstdSharp;

namespace Fusion.Node.Push;

/// <summary>One file of rows, or standard input.</summary>
/// <param name="Path">The file's full path, or <see cref="Chunk.Stdin"/>.</param>
/// <param name="Format">How the rows are written.</param>
/// <param name="Length">Bytes; 0 when not known.</param>
internal sealed record PushSource(string Path, PushFormat Format, long Length)
{
    private const int LargestBatch = 1 << 16;
    private const int SmallestBatch = 1 << 10;

    private static ReadOnlySpan<byte> ArrowFileMark => "ARROW1"u8;

    private static ReadOnlySpan<byte> ArrowStreamMark => [0xFF, 0xFF, 0xFF, 0xFF];

    private static ReadOnlySpan<byte> ParquetMark => "PAR1"u8;

    /// <summary>How the file is compressed; null for not at all.</summary>
    public FileCompression? Compression { get; init; }

    /// <summary>A file; its first bytes tell its format.</summary>
    /// <exception cref="PushException">There is none, it can't be read, or it is compressed in a way that is not supported.</exception>
    public static PushSource Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            using FileStream file = File.OpenRead(full);
            long length = file.Length;
            byte[] mark = ReadMark(file);
            if (FileCompression.Of(mark) is not { } compression) return new PushSource(full, FormatOf(mark), length);
            if (!compression.IsSupported) throw Compressed(full, compression);
            file.Position = 0;
            using Stream rows = compression.Open(file);
            mark = ReadMark(rows);
            PushFormat format = FormatOf(mark);
            if (FileCompression.Of(mark) is { } inner) throw Wrong(full, $"holds {inner.Name} in {compression.Name}; decompress it first");
            if (format == PushFormat.Parquet || mark.AsSpan().StartsWith(ArrowFileMark))
                throw Wrong(full, $"is a {(format == PushFormat.Parquet ? "Parquet" : "Arrow")} file in {compression.Name}, which is read from its end; decompress it first");
            return new PushSource(full, format, length) { Compression = compression };
        }
        catch (Exception damage) when (damage is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw new PushException($"{full} can't be decompressed: {damage.Message}", ExitCode.BadRows, damage);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new PushException($"{full} can't be read: {cause.Message}", ExitCode.Usage, cause);
        }
    }

    /// <summary>The format of what begins so.</summary>
    public static PushFormat FormatOf(ReadOnlySpan<byte> start) =>
        start.StartsWith(ArrowFileMark) || start.StartsWith(ArrowStreamMark) ? PushFormat.Arrow
        : start.StartsWith(ParquetMark) ? PushFormat.Parquet
        : PushFormat.Csv;

    /// <summary>A refusal that names what decompresses the file.</summary>
    public static PushException Compressed(string path, FileCompression compression) =>
        Wrong(path, $"is compressed with {compression.Name}; push what it holds: {compression.Command} FILE | fusion push CID/PID --stdin");

    /// <summary>The names of the columns; none where there are no rows.</summary>
    /// <param name="size">About how many bytes a piece has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PushException">It is not what it seems to be.</exception>
    public async Task<IReadOnlyList<string>> ReadColumnsAsync(int size, CancellationToken cancellationToken = default)
    {
        if (Format == PushFormat.Parquet) return await GuardAsync(() => ValueTask.FromResult(ReadParquetColumns()));
        await foreach (Chunk chunk in ReadAsync(size, cancellationToken)) return chunk.Columns;
        return [];
    }

    /// <summary>Reads it in pieces, in order.</summary>
    /// <param name="size">About how many bytes a piece has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PushException">It is not what it seems to be.</exception>
    public async IAsyncEnumerable<Chunk> ReadAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IAsyncEnumerable<Chunk> pieces = Format switch
        {
            PushFormat.Csv => ReadCsvAsync(size, cancellationToken),
            PushFormat.Parquet => ReadParquetAsync(size, cancellationToken),
            _ => ReadArrowAsync(size, cancellationToken),
        };
        await using IAsyncEnumerator<Chunk> each = pieces.GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(() => each.MoveNextAsync()))
        {
            yield return each.Current;
        }
    }

    private Stream OpenStream() => Path == Chunk.Stdin
        ? Console.OpenStandardInput()
        : new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private async IAsyncEnumerable<Chunk> ReadCsvAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream file = OpenStream();
        await using Stream text = Compression?.Open(file) ?? file;
        long before = 0;
        await foreach (Chunk chunk in new CsvChunks(text, Path, size).ReadAsync(cancellationToken))
        {
            yield return Compression is null ? chunk : chunk with { SourceBytes = file.Position - before };
            if (Compression is not null) before = file.Position;
        }
    }

    private async IAsyncEnumerable<Chunk> ReadArrowAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream file = OpenStream();
        await using Stream stream = Compression?.Open(file) ?? file;
        byte[] mark = new byte[ArrowFileMark.Length];
        if (stream.CanSeek) await stream.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellationToken);
        if (stream.CanSeek) stream.Position = 0;
        bool isFile = ArrowFileMark.SequenceEqual(mark);
        var codecs = new CompressionCodecFactory();
        using ArrowStreamReader reader = isFile ? new ArrowFileReader(stream, codecs) : new ArrowStreamReader(stream, codecs);
        long before = 0;
        using var chunks = new ArrowChunks(reader, Path, size);
        await foreach (Chunk chunk in chunks.ReadAsync(cancellationToken))
        {
            long position = file.CanSeek ? file.Position : before + chunk.Body.Length;
            yield return chunk with { SourceBytes = position - before };
            before = position;
        }

        if (!isFile && await stream.ReadAsync(new byte[1], cancellationToken) > 0)
            throw new PushException($"{Path} goes on behind the end of its Arrow stream; push one stream at a time", ExitCode.BadRows);
    }

    /// <summary>Row groups come as record batches of the same types: decimals stay decimals.</summary>
    private async IAsyncEnumerable<Chunk> ReadParquetAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] digest; // places without a value may hold anything once they are read
        await using (Stream file = OpenStream()) digest = await SHA256.HashDataAsync(file, cancellationToken);
        using var properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnableBufferedStream();
        using var arrow = ParquetSharp.Arrow.ArrowReaderProperties.GetDefault();
        using var shape = new ParquetFileReader(Path);
        long rows = Math.Max(1, shape.FileMetaData.NumRows);
        arrow.BatchSize = Math.Clamp(size / (sizeof(long) * Math.Max(1, shape.FileMetaData.NumColumns)), SmallestBatch, LargestBatch);
        using var reader = new ParquetSharp.Arrow.FileReader(Path, properties, arrow);
        using IArrowArrayStream batches = reader.GetRecordBatchReader();
        using var chunks = new ArrowChunks(batches, Path, size);
        await foreach (Chunk chunk in chunks.ReadAsync(cancellationToken))
        {
            yield return chunk with { FileDigest = digest, SourceBytes = (long)(Length * ((double)chunk.Rows / rows)) };
        }
    }

    private IReadOnlyList<string> ReadParquetColumns()
    {
        using var reader = new ParquetSharp.Arrow.FileReader(Path);
        return [.. reader.Schema.FieldsList.Select(field => field.Name)];
    }

    /// <summary>Whatever the libraries make of a damaged file names the file.</summary>
    private async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception damage) when (damage is not (OperationCanceledException or PushException))
        {
            throw new PushException($"{Path} can't be read as {Format}: {damage.Message}", ExitCode.BadRows, damage);
        }
    }

    private static byte[] ReadMark(Stream stream)
    {
        byte[] start = new byte[FileCompression.MarkLength];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private static PushException Wrong(string path, string what) => new($"{path} {what}", ExitCode.Usage);
}
