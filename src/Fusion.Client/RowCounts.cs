namespace Fusion.Client;

/// <summary>What became of the rows of one call.</summary>
/// <param name="Accepted">Rows that count; null when the server does not tell.</param>
/// <param name="Rejected">Bad rows that were left out; null when the server does not tell.</param>
public sealed record RowCounts(long? Accepted, long? Rejected)
{
    /// <summary>Whether they had counted before this call, sent under the same key, and so count no second time.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The server does not tell.</summary>
    public static RowCounts Unknown { get; } = new(null, null);
}
