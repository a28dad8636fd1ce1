using System.Collections.Immutable;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>Collects blocks until they are worth adding up together: what an addition costs beside its rows is shared by all blocks of a run.</summary>
internal sealed class BlockRun
{
    /// <summary>Most values of a run, unless one block has more: 1 MiB of mantissas.</summary>
    public const long MaxValues = 1 << 17;

    private const int MaxBlocks = 64;

    private readonly ImmutableArray<RowBlock>.Builder _blocks = ImmutableArray.CreateBuilder<RowBlock>();
    private long _values;
    private long _rejected;

    /// <summary>Adds a block.</summary>
    /// <returns>Whether the run is full.</returns>
    public bool Add(RowBlock block)
    {
        _blocks.Add(block);
        _values += (long)block.Rows * block.Columns.Length;
        return _values >= MaxValues || _blocks.Count == MaxBlocks;
    }

    /// <summary>Takes the blocks, possibly none.</summary>
    public ImmutableArray<RowBlock> Take()
    {
        _values = 0;
        return _blocks.DrainToImmutable();
    }

    /// <summary>Takes the blocks as a chunk, with the bad rows that were met since the last one.</summary>
    /// <param name="rows">Rows of the table up to here.</param>
    /// <param name="rejected">Bad rows of the table up to here.</param>
    /// <param name="errors">What is wrong with the first of them.</param>
    public TableChunk.Numbers Take(long rows, long rejected, IReadOnlyList<RowError> errors)
    {
        long told = _rejected;
        _rejected = rejected;
        return new TableChunk.Numbers(Take(), rows, rejected - told, errors is [var first, ..] ? first : null);
    }
}
