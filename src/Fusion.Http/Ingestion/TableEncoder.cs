using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>Encodes the chunks of one table, one after the other, each against what those before it have made known. Not thread-safe.</summary>
/// <param name="table">The table.</param>
/// <param name="plan">How the cell reads it.</param>
internal sealed class TableEncoder(ITable table, TablePlan plan)
{
    private const string KnownNote = " The project has this column as B since its first batch; the C of the header sym-types is ignored.";
    private const string GuessedNote = " The column was taken for binary from the first rows; name its type in the header sym-types.";

    private ImmutableArray<ColumnType> _types = table.Types;
    private RowError? _firstError;

    /// <summary>What is known now.</summary>
    public AttributeCatalog Catalog { get; private set; } = plan.Catalog;

    /// <summary>Rows met, bad ones included.</summary>
    public long Rows { get; private set; }

    /// <summary>Bad rows met.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>Whether a bad row ended the table: nothing behind it is looked at.</summary>
    public bool IsStopped => _firstError is not null && !plan.SkipsBadRows;

    /// <summary>The bad row that ended the table; null when none did.</summary>
    public string? Error => IsStopped ? _firstError!.Message : null;

    /// <summary>What was sent, for the log.</summary>
    public SentTable Sent => new(
        string.Join(',', table.Names), _types.IsDefault ? string.Empty : string.Join(',', _types.Select(type => type.Letter())), Rows);

    /// <summary>Encodes a chunk.</summary>
    /// <exception cref="FrameException">The table as a whole is wrong.</exception>
    public ImmutableArray<RowBlock> Encode(TableChunk chunk)
    {
        if (IsStopped) return [];
        Rows = chunk.RowsRead;
        return chunk is TableChunk.Cells cells ? Encode(cells) : Register((TableChunk.Numbers)chunk);
    }

    private ImmutableArray<RowBlock> Register(TableChunk.Numbers numbers)
    {
        if (numbers.Blocks is [var first, ..]) Catalog = Catalog.Admit(first.Schema, [], plan.Limits);
        RejectedRows += numbers.RejectedRows;
        _firstError ??= numbers.FirstError is { } error ? WithNote(IsSentAsNumber(error) ? error with { Message = error.Message + KnownNote } : error) : null;
        return numbers.Blocks;
    }

    private ImmutableArray<RowBlock> Encode(TableChunk.Cells cells)
    {
        _types = cells.Types;
        DataFrame frame = DataFrame.FromParts(table.Names, cells.Types, cells.Rows, plan.ErrorHandling);
        EncodedFrame encoded = plan.Learning.Encode(frame, Catalog, plan.Limits with { RowsBefore = cells.RowsBefore });
        Catalog = encoded.Catalog;
        RejectedRows += encoded.RejectedRows;
        _firstError ??= encoded.FirstError is { } error ? WithNote(error) : null;
        if (cells.Error is null || IsStopped) return encoded.Blocks;
        RejectedRows++;
        _firstError ??= cells.Error;
        return encoded.Blocks;
    }

    private bool IsSentAsNumber(RowError error) => !table.Types.IsDefault && error.Column is { } column
        && table.Names.IndexOf(column) is var index and >= 0 && table.Types[index] == ColumnType.Continuous && plan.Catalog.TypeOf(column) == ColumnType.Binary;

    private RowError WithNote(RowError error)
    {
        bool guessed = table.Types.IsDefault && error.Column is { } column && plan.Catalog.TypeOf(column) is null
            && Catalog.TypeOf(column) == ColumnType.Binary;
        return guessed ? error with { Message = error.Message + GuessedNote } : error;
    }
}
