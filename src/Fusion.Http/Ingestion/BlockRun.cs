using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Http.Ingestion;

/// <summary>Collects blocks until they are worth adding up together: what an addition costs beside its rows is shared by all blocks of a run.</summary>
internal sealed class BlockRun
{
    /// <summary>Most values of a run, unless one block has more: 1 MiB of mantissas.</summary>
    public const long MaxValues = 1 << 17;

    private const int MaxBlocks = 64;

    private readonly ImmutableArray<RowBlock>.Builder _blocks = ImmutableArray.CreateBuilder<RowBlock>();
    private long _values;

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
}
