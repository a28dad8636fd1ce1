using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Fusion.Http.Envelopes;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>Rows in Arrow's IPC stream.</summary>
/// <remarks>
/// Without types from the sender, numbers are C, truth values B, dictionaries T, texts S; other types, such as dates, are left out. Numbers go straight into
/// blocks; rows with anything else, and those in which a value is none that its attribute takes, pass as texts.
/// </remarks>
internal sealed class ArrowTable : ITable, IDisposable
{
    private readonly ArrowStreamReader _reader;
    private readonly Stream _stream;

    private ArrowTable(ArrowStreamReader reader, Stream stream) => (_reader, _stream) = (reader, stream);

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; private init; }

    /// <inheritdoc/>
    public ImmutableArray<ColumnType> Types { get; private init; }

    /// <inheritdoc/>
    public int? ErrorHandling { get; private init; }

    /// <summary>Reads the schema.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="headers">What the sender says beside it; without types, those of the schema count.</param>
    /// <param name="memory">Where record batches are read to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FrameException">There is no schema.</exception>
    public static async Task<ArrowTable> OpenAsync(Stream stream, TableHeaders headers, BatchMemory memory, CancellationToken cancellationToken)
    {
        var reader = new ArrowStreamReader(new ArrowFraming(stream), memory, leaveOpen: true);
        Apache.Arrow.Schema schema = await GuardAsync(async () => await reader.GetSchema(cancellationToken))
            ?? throw new FrameException("The body is no Arrow IPC stream: it has no schema.");
        return new ArrowTable(reader, stream)
        {
            Names = [.. schema.FieldsList.Select(field => field.Name)],
            Types = headers.Types.IsDefault ? [.. schema.FieldsList.Select(field => TypeOf(field.DataType))] : headers.Types,
            ErrorHandling = headers.ErrorHandling,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableChunk> ReadAsync(TablePlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ImmutableArray<ColumnType> types = new ColumnTyping(Names, Types, plan.Catalog).Found!.Value;
        Fusion.Statistics.Schema? numbers = plan.NumbersOf(Names, types) is { } attributes ? Fusion.Statistics.Schema.Of(attributes) : null;
        long read = 0;
        while (await GuardAsync(async () => await _reader.ReadNextRecordBatchAsync(cancellationToken)) is { } batch)
        {
            using (batch)
            {
                Check(batch);
                using IEnumerator<TableChunk> chunks = Chunks(batch, types, numbers, read).GetEnumerator();
                while (Guard(() => chunks.MoveNext() ? chunks.Current : null) is { } chunk)
                {
                    yield return chunk;
                }
            }

            read += batch.Length;
        }

        if (await _stream.ReadAsync(new byte[1], cancellationToken) > 0)
            throw new FrameException($"The body goes on behind the end of the Arrow IPC stream, which has {read} rows; send one stream in one request.");
    }

    private static ColumnType TypeOf(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Boolean => ColumnType.Binary,
        ArrowTypeId.Dictionary => ColumnType.Category,
        ArrowTypeId.String or ArrowTypeId.LargeString => ColumnType.Text,
        ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64 or ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32
            or ArrowTypeId.UInt64 or ArrowTypeId.Float or ArrowTypeId.Double or ArrowTypeId.Decimal128 => ColumnType.Continuous,
        _ => ColumnType.Ignored,
    };

    /// <summary>The library checks little of what it reads.</summary>
    private void Check(RecordBatch batch)
    {
        if (batch.ColumnCount == Names.Length && batch.Arrays.All(array => array.Length == batch.Length)) return;
        throw new FrameException($"The Arrow IPC stream is damaged: a record batch of {batch.Length} rows has columns of other lengths.");
    }

    private IEnumerable<TableChunk> Chunks(RecordBatch batch, ImmutableArray<ColumnType> types, Fusion.Statistics.Schema? numbers, long before)
    {
        IArrowArray[] arrays = [.. batch.Arrays];
        bool areNumbers = numbers is not null && arrays.All(ArrowNumbers.IsNumber);
        BlockRun run = new();
        for (int first = 0; first < batch.Length; first += RowBlock.Capacity)
        {
            (int First, int Count) rows = (first, Math.Min(RowBlock.Capacity, batch.Length - first));
            RowBlock? block = areNumbers ? BlockOf(arrays, numbers!, rows) : null;
            if (block is not null && !run.Add(block)) continue;
            if (run.Take() is { IsEmpty: false } blocks)
                yield return new TableChunk.Numbers(blocks, before + first + (block is null ? 0 : rows.Count), 0, null);
            if (block is null) yield return TextsOf(arrays, types, rows, before);
        }

        if (run.Take() is { IsEmpty: false } last) yield return new TableChunk.Numbers(last, before + batch.Length, 0, null);
    }

    private static RowBlock? BlockOf(IArrowArray[] arrays, Fusion.Statistics.Schema numbers, (int First, int Count) rows)
    {
        var columns = new ColumnBlock[arrays.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            if (ArrowNumbers.Read(arrays[c], numbers[c], rows) is not { } column) return null;
            columns[c] = column;
        }

        return new RowBlock(rows.Count, [.. columns]);
    }

    private TableChunk.Cells TextsOf(IArrowArray[] arrays, ImmutableArray<ColumnType> types, (int First, int Count) rows, long before)
    {
        var cells = new DataFrameBuilder([]);
        for (int row = rows.First; row < rows.First + rows.Count; row++)
        {
            for (int c = 0; c < arrays.Length; c++)
            {
                if (ArrowTexts.TryAdd(cells, arrays[c], row)) continue;
                if (types[c] != ColumnType.Ignored)
                    throw new FrameException($"Column '{Names[c]}' has the Arrow type {arrays[c].Data.DataType.Name}, which can't be read as {types[c].Letter()}.");
                cells.AddMissing();
            }

            cells.EndRow();
        }

        long first = before + rows.First;
        return new TableChunk.Cells(cells.Build().Cells, types, first, first + rows.Count, null);
    }

    private static async Task<T?> GuardAsync<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw Damaged(damage);
        }
    }

    private static T? Guard<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw Damaged(damage);
        }
    }

    /// <summary>Whatever the library makes of a damaged stream is the sender's error; what its memory or its body say is not.</summary>
    private static bool IsDamage(Exception exception) =>
        exception is not (OperationCanceledException or DeclinedException or FrameException or InvalidRequestException or IOException);

    private static FrameException Damaged(Exception cause) => new($"The body is no Arrow IPC stream, or a damaged one: {cause.Message}", cause);
}
