using Fusion.Statistics.Delimited;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Json;

/// <summary>Reads rows of numbers in JSON into blocks: cells as in <see cref="DelimitedNumbers"/>, null and an empty string missing.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed unsafe class JsonNumbers : JsonRows
{
    private readonly NumberRows _found;
    private string? _problem;
    private int _problemColumn;

    /// <summary>Creates a reader.</summary>
    /// <param name="columns">The columns in order, at least one, with distinct names.</param>
    /// <param name="skipBadRows">Whether bad rows are left out; else the first one ends the reading, and the rows before it count.</param>
    /// <param name="rowsBefore">Rows that were read before; rows are counted on from there.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public JsonNumbers(IReadOnlyList<AttributeInfo> columns, bool skipBadRows = false, long rowsBefore = 0) =>
        _found = new NumberRows(columns as Schema ?? Schema.Of(columns), skipBadRows, rowsBefore);

    /// <inheritdoc/>
    public override long Rows => _found.Rows;

    /// <summary>Number of bad rows so far.</summary>
    public long RejectedRows => _found.Rejected;

    /// <summary>What is wrong with the first bad rows, at most 16; rows are counted from 1.</summary>
    public IReadOnlyList<RowError> Errors => _found.Errors;

    /// <summary>Whether a bad row ended the reading.</summary>
    public bool IsStopped => _found.IsStopped;

    /// <summary>Whether rows are to be taken before more can be read: a block is full, or the first bad row stands behind them.</summary>
    public bool IsFull => _found.Block.IsFull || IsAtBadRow;

    /// <summary>Whether the first bad row stands right behind the rows that are to be taken.</summary>
    public bool IsAtBadRow { get; private set; }

    /// <inheritdoc/>
    private protected override bool IsDone => _found.IsDone || IsAtBadRow;

    /// <summary>Takes the rows read since the last call.</summary>
    /// <returns>The block, or null when there are none.</returns>
    public RowBlock? Take()
    {
        IsAtBadRow = false;
        return _found.Block.Rows > 0 ? _found.Block.Build() : null;
    }

    /// <inheritdoc/>
    private protected override void BeginRow()
    {
        _found.Block.Reserve();
        _problem = null;
    }

    /// <inheritdoc/>
    private protected override void Add(int column, byte* start, byte* end)
    {
        if (column >= _found.Schema.Count || _problem is not null)
            return;
        if (TryReadDigits(start, end, out long mantissa, out int scale)
            && (_found.Schema[column].Kind == AttributeKind.Continuous || (scale == 0 && mantissa is 0 or 1)))
        {
            _found.Block.OpenRow.Set(column, mantissa, (byte)scale);
            return;
        }

        _problem = _found.ReadCell(column, new ReadOnlySpan<byte>(start, (int)(end - start)));
        _problemColumn = column;
    }

    /// <inheritdoc/>
    private protected override void EndRow(int cells)
    {
        long row = _found.Count();
        RowError? error = RowError.OfLength(row, cells, _found.Schema.Count)
            ?? (_problem is null ? null : RowError.OfCell(row, _found.Schema[_problemColumn].Name, _problem));
        if (error is null)
        {
            _found.Block.EndRow();
            return;
        }

        IsAtBadRow = _found.Rejected == 0;
        _found.Reject(error);
    }

    private static bool TryReadDigits(byte* start, byte* end, out long mantissa, out int scale)
    {
        (mantissa, scale) = (0, 0);
        return start < end && (VectorCellDigits.IsSupported
            ? VectorCellDigits.TryRead(start, end, out mantissa, out scale)
            : ScalarCellDigits.TryRead(start, end, out mantissa, out scale));
    }
}
