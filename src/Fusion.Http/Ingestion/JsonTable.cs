using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fusion.Statistics.Frames;
using Fusion.Statistics.Json;

namespace Fusion.Http.Ingestion;

/// <summary>Rows in a JSON data frame whose columns are known before its rows.</summary>
internal sealed class JsonTable : ITable
{
    private const int PieceSize = 1 << 18;
    private const int LongestRow = 1 << 22;

    private readonly Stream _text;
    private byte[] _piece;
    private int _start;
    private int _end;

    private JsonTable(Stream text, JsonTableHead head, (byte[] Bytes, int End) piece)
    {
        (_text, _piece, _end) = (text, piece.Bytes, piece.End);
        _start = JsonRows.Padding + head.Length;
        (Names, Types, ErrorHandling) = (head.Names, head.Types, head.ErrorHandling);
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; }

    /// <inheritdoc/>
    public ImmutableArray<ColumnType> Types { get; }

    /// <inheritdoc/>
    public int? ErrorHandling { get; private set; }

    /// <summary>Reads what stands before the rows.</summary>
    /// <param name="text">The body.</param>
    /// <param name="catalog">What is known already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The table; or, when it can be understood only as a whole, because columns stand behind the rows or have to be guessed, the body from its start.</returns>
    /// <exception cref="Models.InvalidRequestException">The body is no data frame.</exception>
    public static async Task<(JsonTable? Table, Stream Body)> OpenAsync(Stream text, AttributeCatalog catalog, CancellationToken cancellationToken)
    {
        byte[] piece = new byte[PieceSize + (2 * JsonRows.Padding)];
        int end = JsonRows.Padding;
        while (end < LongestRow)
        {
            if (end == piece.Length - JsonRows.Padding) Array.Resize(ref piece, 2 * piece.Length);
            Memory<byte> room = piece.AsMemory(end, piece.Length - JsonRows.Padding - end);
            int read = await ReadDoublingAsync(text, room, end - JsonRows.Padding, cancellationToken);
            end += read;
            ReadOnlyMemory<byte> known = piece.AsMemory(JsonRows.Padding, end - JsonRows.Padding);
            JsonTableHead? head = JsonTableHead.Read(known.Span);
            if (head is null && read > 0) continue;
            return head is not null && head.IsComplete(catalog) ? (new JsonTable(text, head, (piece, end)), text) : (null, new PrefixedStream(known, text));
        }

        return (null, new PrefixedStream(piece.AsMemory(JsonRows.Padding, end - JsonRows.Padding), text));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TableChunk> ReadAsync(TablePlan plan, CancellationToken cancellationToken)
    {
        ImmutableArray<ColumnType> types = new ColumnTyping(Names, Types, plan.Catalog).Found!.Value;
        bool stops = ErrorHandling == DataFrame.StopAtBadRow || plan.IsAllOrNothing;
        return plan.NumbersOf(Names, types) is { } numbers
            ? ReadNumbersAsync(new JsonNumbers(numbers, !stops), cancellationToken)
            : ReadCellsAsync(types, cancellationToken);
    }

    private async IAsyncEnumerable<TableChunk> ReadNumbersAsync(JsonNumbers numbers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlockRun run = new();
        while (!numbers.IsEnded && !numbers.IsStopped)
        {
            _start = numbers.Read(_piece, _start, _end);
            if (numbers.IsFull)
            {
                bool isAtBadRow = numbers.IsAtBadRow, full = numbers.Take() is { } block && run.Add(block);
                if (full || isAtBadRow) yield return run.Take(numbers.Rows, numbers.RejectedRows, numbers.Errors);
            }
            else if (!numbers.IsEnded)
            {
                await FillAsync(numbers, cancellationToken);
            }
        }

        if (numbers.Take() is { } last) run.Add(last);
        yield return run.Take(numbers.Rows, numbers.RejectedRows, numbers.Errors);
        if (numbers.IsEnded) await ReadTailAsync(cancellationToken);
    }

    private async IAsyncEnumerable<TableChunk> ReadCellsAsync(ImmutableArray<ColumnType> types, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cells = new JsonCells();
        while (!cells.IsEnded)
        {
            _start = cells.Read(_piece, _start, _end);
            if (cells.IsFull || cells.IsEnded)
            {
                FrameCells rows = cells.Take();
                yield return new TableChunk.Cells(rows, types, cells.Rows - rows.RowEnds.Length, cells.Rows, null);
            }
            else
            {
                await FillAsync(cells, cancellationToken);
            }
        }

        await ReadTailAsync(cancellationToken);
    }

    /// <summary>Reads on behind what is left over of the last piece.</summary>
    private async ValueTask FillAsync(JsonRows rows, CancellationToken cancellationToken)
    {
        if (!await ReadOnAsync(cancellationToken))
            throw new FrameException($"Malformed JSON: the body ends within data, behind row {rows.Rows}.");
    }

    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        int left = _end - _start;
        if (left > _piece.Length / 2)
        {
            if (left > LongestRow) throw new FrameException($"A data row has more than {LongestRow} bytes; is a bracket not closed?");
            byte[] longer = new byte[2 * _piece.Length];
            _piece.AsSpan(_start, left).CopyTo(longer.AsSpan(JsonRows.Padding));
            _piece = longer;
        }
        else
        {
            _piece.AsSpan(_start, left).CopyTo(_piece.AsSpan(JsonRows.Padding));
        }

        (_start, _end) = (JsonRows.Padding, JsonRows.Padding + left);
        int read = await ReadDoublingAsync(_text, _piece.AsMemory(_end, _piece.Length - JsonRows.Padding - _end), left, cancellationToken);
        _end += read;
        return read > 0;
    }

    /// <summary>Reads at least as much as is there already and will be read again: a sender of small pieces must not make that quadratic.</summary>
    private static ValueTask<int> ReadDoublingAsync(Stream text, Memory<byte> room, int there, CancellationToken cancellationToken) =>
        text.ReadAtLeastAsync(room, Math.Clamp(there, 1, room.Length), throwOnEndOfStream: false, cancellationToken);

    /// <summary>Reads what stands behind the rows.</summary>
    private async Task ReadTailAsync(CancellationToken cancellationToken)
    {
        while (await ReadOnAsync(cancellationToken))
        {
        }

        ErrorHandling = JsonTableHead.ReadTail(_piece.AsSpan(_start, _end - _start)) ?? ErrorHandling ?? DataFrame.StopAtBadRow;
    }
}
