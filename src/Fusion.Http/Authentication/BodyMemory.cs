using Microsoft.Extensions.Options;

namespace Fusion.Http.Authentication;

/// <summary>
/// Counts the bytes that the bodies of all running requests, and rows that jobs work on, hold, so that many large ones can't exhaust the process. Thread-safe.
/// </summary>
internal sealed class BodyMemory(IOptions<HttpOptions> options)
{
    private long _used;

    /// <summary>Bytes held now.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Opens an account of one request; disposing of it gives everything back.</summary>
    public Lease Open() => new(this);

    /// <summary>What one request holds.</summary>
    internal sealed class Lease(BodyMemory memory) : IDisposable
    {
        private readonly long _limit = memory.Limit;
        private long _held;

        /// <summary>Takes bytes; false when all requests together would hold too many.</summary>
        public bool TryTake(long bytes)
        {
            _held += bytes;
            return Interlocked.Add(ref memory._used, bytes) <= _limit;
        }

        /// <summary>Gives some bytes back.</summary>
        public void Give(long bytes)
        {
            _held -= bytes;
            Interlocked.Add(ref memory._used, -bytes);
        }

        /// <summary>Hands everything that is held over to a new account: what came with the request outlives it.</summary>
        public Lease HandOver()
        {
            var heir = new Lease(memory) { _held = _held };
            _held = 0;
            return heir;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Interlocked.Add(ref memory._used, -_held);
            _held = 0;
        }
    }

    private long Limit => options.Value.MaxBodyMemory;
}
