using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fusion.Statistics;
using Fusion.Statistics.Delimited;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>Rows in delimited text with a header line.</summary>
/// <remarks>
/// Columns that are all numbers go straight from digits to blocks. The type of a column whose sender gave none is guessed from the first rows in which it has
/// a value, up to 1,024 of them; until every type is known, and where a column is text, rows pass as texts.
/// </remarks>
internal sealed class CsvTable : ITable
{
    private const int PieceSize = 1 << 18;

    private readonly Stream _text;
    private readonly byte[] _piece;
    private int _start;
    private int _end;

    private CsvTable(Stream text, byte[] piece, int end)
    {
        (_text, _piece, _end) = (text, piece, end);
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; private init; }

    /// <inheritdoc/>
    public ImmutableArray<ColumnType> Types { get; private init; }

    /// <inheritdoc/>
    public int? ErrorHandling { get; private init; }

    /// <summary>Memory that reading takes beside the rows, bytes.</summary>
    public static long Memory => 5L * PieceSize;

    /// <summary>Reads the header line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="headers">What the sender says beside it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FrameException">There is none, or it makes no table.</exception>
    public static async Task<CsvTable> OpenAsync(Stream text, TableHeaders headers, CancellationToken cancellationToken)
    {
        byte[] piece = new byte[PieceSize];
        int end = 0;
        while (true)
        {
            if (end == piece.Length) Array.Resize(ref piece, 2 * piece.Length); // the header reader bounds the line
            Memory<byte> room = piece.AsMemory(end);
            int least = Math.Clamp(end, 1, room.Length); // what is there is read again
            int read = await text.ReadAtLeastAsync(room, least, throwOnEndOfStream: false, cancellationToken);
            if (read == 0) piece[end++] = (byte)'\n'; // a table without rows
            end += read;
            if (DelimitedHeader.Read(piece.AsSpan(0, end), DelimitedOptions.Default) is not { } header)
            {
                if (read > 0) continue;
                throw new FrameException("The header line ends within quotes; is a quote not closed?");
            }

            if (header.Names is [""]) throw new FrameException("The CSV body has no header line; it must name the columns.");
            return new CsvTable(text, piece, end)
            {
                Names = header.Names,
                Types = headers.Types,
                ErrorHandling = headers.ErrorHandling,
                _start = header.Length,
            };
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableChunk> ReadAsync(TablePlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var typing = new ColumnTyping(Names, Types, plan.Catalog);
        var cells = new DelimitedCells();
        ImmutableArray<AttributeInfo>? numbers;
        while ((numbers = plan.NumbersOf(Names, typing.Found)) is null)
        {
            bool more = await FillAsync(cancellationToken);
            if (more) _start += cells.Read(_piece.AsSpan(_start, _end - _start));
            else cells.Complete();
            if (more && !cells.IsFull) continue;
            yield return Take(cells, typing);
            if (!more) yield break;
        }

        DelimitedOptions options = new() { SkipBadRows = plan.SkipsBadRows(this) == true, RowsBefore = cells.Rows };
        await foreach (TableChunk chunk in ReadNumbersAsync(new DelimitedNumbers(numbers, options), cancellationToken))
        {
            yield return chunk;
        }
    }

    private async IAsyncEnumerable<TableChunk> ReadNumbersAsync(DelimitedNumbers numbers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlockRun run = new();
        while (!numbers.IsStopped && await FillAsync(cancellationToken))
        {
            _start += numbers.Read(_piece.AsSpan(_start, _end - _start), out RowBlock? block);
            if (block is not null && run.Add(block)) yield return run.Take(numbers.Rows, numbers.RejectedRows, numbers.Errors);
        }

        if (numbers.Complete() is { } last) run.Add(last);
        yield return run.Take(numbers.Rows, numbers.RejectedRows, numbers.Errors);
    }

    private TableChunk.Cells Take(DelimitedCells cells, ColumnTyping typing)
    {
        FrameCells rows = cells.Take(out RowError? error);
        ImmutableArray<ColumnType> types = typing.TypesOf(DataFrame.FromParts(Names, default, rows));
        return new TableChunk.Cells(rows, types, cells.Rows - rows.RowEnds.Length - (error is null ? 0 : 1), cells.Rows, error);
    }

    /// <summary>Reads the next piece once the last one is used up.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start < _end) return true;
        (_start, _end) = (0, await _text.ReadAsync(_piece, cancellationToken));
        return _end > 0;
    }
}
