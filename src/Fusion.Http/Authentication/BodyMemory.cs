using Microsoft.Extensions.Options;

namespace Fusion.Http.Authentication;

/// <summary>
/// Counts the bytes that the bodies of all running requests, and rows that jobs work on, hold, so that many large ones can't exhaust the process. Those
/// whose sender is not known yet share a part of it: strangers can't shut out those who sign. Thread-safe.
/// </summary>
internal sealed class BodyMemory(IOptions<HttpOptions> options)
{
    private const int StrangersShare = 4;

    private long _used;
    private long _unverified;

    /// <summary>Bytes held now.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Bytes held now by bodies whose sender is not known yet.</summary>
    public long Unverified => Interlocked.Read(ref _unverified);

    /// <summary>Opens an account of one request; disposing of it gives everything back.</summary>
    /// <param name="isVerified">Whether the sender is known.</param>
    public Lease Open(bool isVerified = true) => new(this, isVerified);

    /// <summary>What one request holds.</summary>
    internal sealed class Lease(BodyMemory memory, bool isVerified) : IDisposable
    {
        private readonly long _limit = memory.Limit;
        private bool _isVerified = isVerified;
        private long _held;
        private long _unverified;

        /// <summary>Takes bytes; false when all requests together, or all of unknown senders, would hold too many.</summary>
        public bool TryTake(long bytes)
        {
            _held += bytes;
            bool fits = Interlocked.Add(ref memory._used, bytes) <= _limit;
            if (_isVerified) return fits;
            _unverified += bytes;
            return Interlocked.Add(ref memory._unverified, bytes) <= memory.UnverifiedLimit && fits;
        }

        /// <summary>The sender is known now.</summary>
        public void Verify()
        {
            Interlocked.Add(ref memory._unverified, -_unverified);
            _unverified = 0;
            _isVerified = true;
        }

        /// <summary>Gives some bytes back.</summary>
        public void Give(long bytes)
        {
            _held -= bytes;
            Interlocked.Add(ref memory._used, -bytes);
            if (_isVerified) return;
            _unverified -= bytes;
            Interlocked.Add(ref memory._unverified, -bytes);
        }

        /// <summary>Hands everything that is held over to a new account: what came with the request outlives it.</summary>
        public Lease HandOver()
        {
            var heir = new Lease(memory, isVerified: true) { _held = _held };
            _held = 0;
            return heir;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Verify();
            Interlocked.Add(ref memory._used, -_held);
            _held = 0;
        }
    }

    private long Limit => options.Value.MaxBodyMemory;

    // Room for two in any case: a buffer that grows holds up to twice what has come.
    private long UnverifiedLimit => Math.Max(options.Value.MaxBodyMemory / StrangersShare, 2 * options.Value.MaxBufferedBody);
}
