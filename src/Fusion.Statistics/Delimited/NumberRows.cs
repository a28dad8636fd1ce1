using System.Runtime.CompilerServices;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Delimited;

/// <summary>Rows of numbers that are read from a text: the good ones in a block, the bad ones counted.</summary>
/// <param name="schema">The columns.</param>
/// <param name="skipBadRows">Whether bad rows are left out; else the first one ends the reading.</param>
/// <param name="rowsBefore">Rows of the text that were read before.</param>
internal sealed class NumberRows(Schema schema, bool skipBadRows, long rowsBefore)
{
    private const int KeptErrors = 16;

    private readonly List<RowError> _errors = [];

    /// <summary>The columns.</summary>
    public Schema Schema => schema;

    /// <summary>The block under construction.</summary>
    public NumberBlock Block { get; } = new(schema);

    /// <summary>Rows met, those before and bad ones included.</summary>
    public long Rows { get; private set; } = rowsBefore;

    /// <summary>Bad rows met.</summary>
    public long Rejected { get; private set; }

    /// <summary>The errors of the first bad rows.</summary>
    public IReadOnlyList<RowError> Errors => _errors;

    /// <summary>Whether a bad row ended the reading.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether no more rows can be taken now.</summary>
    public bool IsDone => IsStopped || Block.IsFull;

    /// <summary>Counts a row.</summary>
    public long Count() => ++Rows;

    /// <summary>Leaves the row counted last out.</summary>
    public void Reject(RowError error)
    {
        Rejected++;
        if (_errors.Count < KeptErrors)
            _errors.Add(error);
        IsStopped = !skipBadRows;
    }

    /// <summary>Reads a cell of the current row the strict way.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public string? ReadCell(int column, ReadOnlySpan<byte> content)
    {
        AttributeKind kind = schema[column].Kind;
        DecimalParse found = NumericCell.Read(kind, content, out DecimalNumber value);
        if (NumericCell.IsBad(found))
            return NumericCell.Problem(kind, found, content);
        Block.Set(column, found, value);
        return null;
    }
}
