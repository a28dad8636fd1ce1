using Fusion.Client;

namespace Fusion.Node.Push;

/// <summary>How far a push is. Thread-safe.</summary>
internal sealed class PushCounts
{
    private long _sourceBytes;
    private long _bodyBytes;
    private long _accepted;
    private long _rejected;
    private long _batches;
    private long _repeated;

    /// <summary>Bytes of the files that are dealt with.</summary>
    public long SourceBytes => Interlocked.Read(ref _sourceBytes);

    /// <summary>Bytes that were sent.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>Rows that count, those included that an earlier push had sent already.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Bad rows.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Pieces that were dealt with.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>Those of them that had counted before they were sent this time.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>A piece is dealt with.</summary>
    /// <param name="chunk">The piece.</param>
    /// <param name="rows">What became of its rows.</param>
    /// <param name="otherwise">The rows that count where the server does not tell.</param>
    public void Add(Chunk chunk, RowCounts rows, long otherwise)
    {
        Interlocked.Add(ref _sourceBytes, chunk.SourceBytes);
        Interlocked.Add(ref _bodyBytes, chunk.Body.Length);
        Interlocked.Add(ref _accepted, rows.Accepted ?? otherwise);
        Interlocked.Add(ref _rejected, rows.Rejected ?? 0);
        Interlocked.Increment(ref _batches);
        if (rows.IsRepeated) Interlocked.Increment(ref _repeated);
    }
}
