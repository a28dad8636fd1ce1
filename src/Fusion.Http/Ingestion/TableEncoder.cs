using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>
/// Encodes the chunks of one table, one after the other, each against what those before it have made known. What is to be done about bad rows may stand
/// behind them: until it is known, rows after the first bad one are kept apart. Not thread-safe.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="plan">How the cell reads it.</param>
internal sealed class TableEncoder(ITable table, TablePlan plan)
{
    private const string KnownNote = " The project has this column as B since its first batch; the C that was sent is ignored.";
    private const string GuessedNote = " The column was taken for binary from the first rows; name its type in the header sym-types.";

    private ImmutableArray<ColumnType> _types = table.Types;
    private AttributeCatalog _catalog = plan.Catalog;
    private AttributeCatalog? _catalogAtError;
    private RowError? _firstError;
    private long _rejected;
    private long _rows;

    /// <summary>Whether a bad row ended the table: nothing behind it is looked at.</summary>
    public bool IsStopped => _firstError is not null && plan.SkipsBadRows(table) == false;

    /// <summary>What is known at the end.</summary>
    public AttributeCatalog Catalog => IsStopped ? _catalogAtError! : _catalog;

    /// <summary>Bad rows met.</summary>
    public long RejectedRows => IsStopped ? 1 : _rejected;

    /// <summary>The bad row that ended the table; null when none did.</summary>
    public string? Error => IsStopped ? _firstError!.Message : null;

    /// <summary>What was sent, for the log.</summary>
    public SentTable Sent => new(
        string.Join(',', table.Names), _types.IsDefault ? string.Empty : string.Join(',', _types.Select(type => type.Letter())), _rows);

    /// <summary>Encodes a chunk.</summary>
    /// <exception cref="FrameException">The table as a whole is wrong.</exception>
    public EncodedRows Encode(TableChunk chunk)
    {
        if (IsStopped) return new EncodedRows([], []);
        _rows = chunk.RowsRead;
        return chunk is TableChunk.Cells cells ? Encode(cells) : Register((TableChunk.Numbers)chunk);
    }

    /// <summary>A reader of numbers ends its chunk at the first bad row, unless it leaves them out by itself.</summary>
    private EncodedRows Register(TableChunk.Numbers numbers)
    {
        bool after = _firstError is not null;
        if (numbers.Blocks is [var first, ..]) _catalog = _catalog.Admit(first.Schema, [], plan.Limits);
        _rejected += numbers.RejectedRows;
        if (numbers.FirstError is { } error) NoteError(error);
        return Side(numbers.Blocks, after);
    }

    private EncodedRows Encode(TableChunk.Cells cells)
    {
        _types = cells.Types;
        bool after = _firstError is not null;
        int handling = after || plan.SkipsBadRows(table) == true ? DataFrame.SkipBadRows : DataFrame.StopAtBadRow;
        EncodedFrame encoded = Encode(cells.Rows, cells.RowsBefore, handling);
        ImmutableArray<RowBlock> rest = [];
        if (!after && handling == DataFrame.StopAtBadRow && encoded.FirstError is { } error && !IsStopped)
            rest = Encode(RowsAfter(cells, error.Row), error.Row, DataFrame.SkipBadRows).Blocks;
        if (cells.Error is { } behind && !IsStopped)
        {
            _rejected++;
            NoteError(behind);
        }

        return rest.IsEmpty ? Side(encoded.Blocks, after) : new EncodedRows(encoded.Blocks, rest);
    }

    private EncodedFrame Encode(FrameCells rows, long rowsBefore, int errorHandling)
    {
        if (!rows.IsText) throw new FrameException($"Rows {rowsBefore + 1} and following hold text that is not valid UTF-8.");
        DataFrame frame = DataFrame.FromParts(table.Names, _types, rows, errorHandling);
        EncodedFrame encoded = plan.Learning.Encode(frame, _catalog, plan.Limits with { RowsBefore = rowsBefore });
        _catalog = encoded.Catalog;
        _rejected += encoded.RejectedRows;
        if (encoded.FirstError is { } error) NoteError(error);
        return encoded;
    }

    private static EncodedRows Side(ImmutableArray<RowBlock> blocks, bool after) => after ? new EncodedRows([], blocks) : new EncodedRows(blocks, []);

    private static FrameCells RowsAfter(TableChunk.Cells cells, long row)
    {
        var rest = new DataFrameBuilder([]);
        rest.AddRows(cells.Rows, (int)(row - cells.RowsBefore));
        return rest.Build().Cells;
    }

    private void NoteError(RowError error)
    {
        if (_firstError is not null) return;
        _firstError = error.Column is { } column ? error with { Message = error.Message + NoteOn(column) } : error;
        _catalogAtError = _catalog;
    }

    /// <summary>Why a column of numbers may be binary where its sender did not mean it.</summary>
    private string NoteOn(string column)
    {
        if (_catalog.TypeOf(column) != ColumnType.Binary) return string.Empty;
        bool known = plan.Catalog.TypeOf(column) is not null;
        if (table.Types.IsDefault) return known ? string.Empty : GuessedNote;
        int index = table.Names.IndexOf(column);
        return known && index >= 0 && table.Types[index] == ColumnType.Continuous ? KnownNote : string.Empty;
    }
}
