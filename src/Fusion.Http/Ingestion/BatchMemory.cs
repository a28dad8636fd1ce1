using System.Buffers;
using Apache.Arrow.Memory;
using Fusion.Http.Authentication;
using Fusion.Statistics.Frames;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fusion.Http.Ingestion;

/// <summary>Gives memory for Arrow's record batches on a request's account: what a stream claims is bounded before it is believed.</summary>
/// <param name="bodies">Keeps the account.</param>
/// <param name="request">The request.</param>
/// <param name="limit">Most bytes of one buffer.</param>
internal sealed class BatchMemory(BodyReader bodies, HttpRequest request, long limit) : MemoryAllocator
{
    private readonly NativeMemoryAllocator _native = new();

    /// <inheritdoc/>
    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        if (length > limit)
            throw new FrameException($"A record batch of the Arrow IPC stream has {length} bytes; at most {limit} are allowed (http.maxBodySize): send smaller ones.");
        bodies.Take(length, request);
        bytesAllocated = length;
        return new Counted(_native.Allocate(length), () => request.HttpContext.Features.GetRequiredFeature<BodyMemory.Lease>().Give(length));
    }

    private sealed class Counted(IMemoryOwner<byte> owner, Action give) : IMemoryOwner<byte>
    {
        private int _isGiven;

        public Memory<byte> Memory => owner.Memory;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) == 1) return;
            owner.Dispose();
            give();
        }
    }
}
