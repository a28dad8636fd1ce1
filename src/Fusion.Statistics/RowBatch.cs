using System.Collections.Immutable;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics;

/// <summary>Rows in order, as blocks: what is kept and sent where sums do not suffice.</summary>
/// <remarks>Immutable and thread-safe. The blocks may have different columns; a column that a block lacks is missing in its rows.</remarks>
public sealed class RowBatch
{
    /// <summary>Takes blocks; empty ones are left out.</summary>
    /// <param name="blocks">The rows in order.</param>
    public RowBatch(IEnumerable<RowBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        Blocks = [.. blocks.Where(block => block.Rows > 0)];
        Rows = Blocks.Sum(block => (long)block.Rows);
    }

    /// <summary>No rows.</summary>
    public static RowBatch Empty { get; } = new([]);

    /// <summary>The rows in order, no block empty.</summary>
    public ImmutableArray<RowBlock> Blocks { get; }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>The last rows.</summary>
    /// <param name="count">How many at most.</param>
    /// <returns>These rows; this batch when it has no more.</returns>
    public RowBatch Last(long count)
    {
        if (Rows <= count)
            return this;
        var taken = new Stack<RowBlock>();
        for (int b = Blocks.Length - 1; b >= 0 && count > 0; b--)
        {
            RowBlock block = Blocks[b];
            var rows = (int)Math.Min(count, block.Rows);
            taken.Push(BlockRows.Range(block, block.Rows - rows, rows));
            count -= rows;
        }

        return new RowBatch(taken);
    }

    /// <summary>Some of the rows.</summary>
    /// <param name="rows">Their positions, ascending and distinct, the first row being 0.</param>
    /// <returns>These rows.</returns>
    public RowBatch Pick(ReadOnlySpan<int> rows)
    {
        var picked = new List<RowBlock>();
        int first = 0, next = 0;
        foreach (RowBlock block in Blocks)
        {
            var within = new List<int>();
            for (; next < rows.Length && rows[next] < first + block.Rows; next++)
            {
                within.Add(rows[next] - first);
            }

            picked.Add(BlockRows.Pick(block, [.. within]));
            first += block.Rows;
        }

        return next == rows.Length
            ? new RowBatch(picked)
            : throw new ArgumentOutOfRangeException(nameof(rows), rows[next], $"The batch has {Rows} rows; positions must ascend within them.");
    }

    /// <summary>Writes the wire form: versioned, little-endian, with a checksum (ADR 0010).</summary>
    /// <returns>The bytes; the same blocks give the same bytes.</returns>
    public byte[] ToWire() => RowBatchWire.Write(this);

    /// <summary>Reads the wire form.</summary>
    /// <param name="bytes">Bytes from anywhere.</param>
    /// <returns>The rows as they were written, block by block.</returns>
    /// <exception cref="WireFormatException">The bytes are damaged, not rows, or of a newer version.</exception>
    public static RowBatch FromWire(ReadOnlySpan<byte> bytes) => RowBatchWire.Read(bytes);
}
