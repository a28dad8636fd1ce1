namespace Fusion.Node.Push;

/// <summary>How far a push is. Thread-safe.</summary>
internal sealed class PushCounts
{
    private long _sourceBytes;
    private long _bodyBytes;
    private long _accepted;
    private long _rejected;

    /// <summary>Bytes of the files that are dealt with.</summary>
    public long SourceBytes => Interlocked.Read(ref _sourceBytes);

    /// <summary>Bytes that were sent.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>Rows that count, those included that an earlier push had sent already.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Bad rows.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>A piece is dealt with.</summary>
    public void Add(Chunk chunk, long accepted, long rejected)
    {
        Interlocked.Add(ref _sourceBytes, chunk.SourceBytes);
        Interlocked.Add(ref _bodyBytes, chunk.Body.Length);
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _rejected, rejected);
    }
}
