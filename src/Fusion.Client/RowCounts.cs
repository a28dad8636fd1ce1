namespace Fusion.Client;

/// <summary>What became of the rows of one call.</summary>
/// <param name="Accepted">Rows that count; null when the server does not tell.</param>
/// <param name="Rejected">Bad rows that were left out; null when the server does not tell.</param>
public sealed record RowCounts(long? Accepted, long? Rejected)
{
    /// <summary>The server does not tell.</summary>
    public static RowCounts Unknown { get; } = new(null, null);
}
