using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Fusion.Node.Cli;
using ParquetSharp;

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

    /// <summary>A file; its first bytes tell its format.</summary>
    /// <exception cref="PushException">There is none, or it can't be read.</exception>
    public static PushSource Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            using FileStream file = File.OpenRead(full);
            byte[] start = new byte[ArrowFileMark.Length];
            ReadOnlySpan<byte> mark = start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
            PushFormat format = mark.SequenceEqual(ArrowFileMark) || mark.StartsWith(ArrowStreamMark) ? PushFormat.Arrow
                : mark.StartsWith(ParquetMark) ? PushFormat.Parquet
                : PushFormat.Csv;
            return new PushSource(full, format, file.Length);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new PushException($"{full} can't be read: {cause.Message}", ExitCode.Usage, cause);
        }
    }

    /// <summary>Reads it in pieces, in order.</summary>
    /// <param name="size">About how many bytes a piece has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PushException">It is not what it seems to be.</exception>
    public async IAsyncEnumerable<Chunk> ReadAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IAsyncEnumerable<Chunk> pieces = Format switch
        {
            PushFormat.Csv => new CsvChunks(OpenStream(), Path, size).ReadAsync(cancellationToken),
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

    private async IAsyncEnumerable<Chunk> ReadArrowAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream stream = OpenStream();
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
            long position = stream.CanSeek ? stream.Position : before + chunk.Body.Length;
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

    /// <summary>Whatever the libraries make of a damaged file names the file.</summary>
    private async ValueTask<bool> GuardAsync(Func<ValueTask<bool>> read)
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
}
