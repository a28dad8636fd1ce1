using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Fusion.Http.Connections;

/// <summary>
/// Memory for the server's connections in blocks of 256 KiB instead of 4 KiB: a large body then takes one call per block from the socket instead of
/// sixty-four. Idle connections hold none. Thread-safe.
/// </summary>
internal sealed class LargeBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockSize = 1 << 18;

    // 64 MiB that stay when all connections are idle.
    private const int MostIdle = 256;

    private readonly ConcurrentQueue<Block> _idle = new();

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockSize;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        if (!_idle.TryDequeue(out Block? block)) return new Block(this);
        block.Open();
        return block;
    }

    /// <summary>The blocks belong to whoever holds them; the server's pools end with the process.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(LargeBlocks pool) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);
        private int _isFree;

        public Memory<byte> Memory => _bytes;

        public void Open() => _isFree = 0;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 0 && pool._idle.Count < MostIdle) pool._idle.Enqueue(this);
        }
    }
}
