using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Fusion.Client;

namespace Fusion.Node.Push;

/// <summary>Cuts record batches, of whatever length, into pieces that are Arrow IPC streams of their own.</summary>
/// <param name="batches">The batches.</param>
/// <param name="source">Where they come from.</param>
/// <param name="size">About how many bytes a piece has.</param>
internal sealed class ArrowChunks(IArrowArrayStream batches, string source, int size) : IDisposable
{
    private const int SlicesOfAPiece = 4;

    private readonly MemoryStream _body = new();
    private ArrowStreamWriter? _writer;
    private long _firstRow;
    private long _rows;

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _body.Dispose();
    }

    /// <summary>Reads the pieces in order.</summary>
    public async IAsyncEnumerable<Chunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await batches.ReadNextRecordBatchAsync(cancellationToken) is { } batch)
        {
            using (batch)
            {
                int slice = (int)Math.Clamp(size / SlicesOfAPiece / (1 + (SizeOf(batch) / Math.Max(1, batch.Length))), 1, Math.Max(1, batch.Length));
                for (int first = 0; first < batch.Length; first += slice)
                {
                    await AddAsync(batch, (first, Math.Min(slice, batch.Length - first)), cancellationToken);
                    if (_body.Length >= size - (size / SlicesOfAPiece)) yield return await TakeAsync(cancellationToken);
                }
            }
        }

        if (_writer is not null) yield return await TakeAsync(cancellationToken);
    }

    private async Task AddAsync(RecordBatch batch, (int First, int Count) rows, CancellationToken cancellationToken)
    {
        _writer ??= new ArrowStreamWriter(_body, batches.Schema, leaveOpen: true);
        IEnumerable<IArrowArray> columns = batch.Arrays.Select(array => ArrowArrayFactory.Slice(array, rows.First, rows.Count));
        await _writer.WriteRecordBatchAsync(new RecordBatch(batch.Schema, columns, rows.Count), cancellationToken);
        _rows += rows.Count;
    }

    private async Task<Chunk> TakeAsync(CancellationToken cancellationToken)
    {
        await _writer!.WriteEndAsync(cancellationToken);
        _writer.Dispose();
        _writer = null;
        var chunk = new Chunk(source, _body.ToArray(), RowOptions.Arrow, _firstRow, _rows)
        {
            Columns = [.. batches.Schema.FieldsList.Select(field => field.Name)],
            Offset = _firstRow,
        };
        (_firstRow, _rows) = (_firstRow + _rows, 0);
        _body.SetLength(0);
        return chunk;
    }

    private static long SizeOf(RecordBatch batch) => batch.Arrays.Sum(array => SizeOf(array.Data));

    private static long SizeOf(ArrayData data) => data.Buffers.Sum(buffer => (long)buffer.Length) + (data.Children?.Sum(SizeOf) ?? 0);
}
