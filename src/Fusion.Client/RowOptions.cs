namespace Fusion.Client;

/// <summary>What goes with rows that are sent as they are written: CSV, an Arrow IPC stream, or a data frame in JSON.</summary>
public sealed record RowOptions
{
    /// <summary>The media type of comma-separated values with a header line.</summary>
    public const string Csv = "text/csv";

    /// <summary>The media type of an Arrow IPC stream.</summary>
    public const string Arrow = "application/vnd.apache.arrow.stream";

    /// <summary>The media type of a data frame in JSON.</summary>
    public const string Json = "application/json";

    /// <summary>The key that makes repetitions count once; null makes a new one for the call.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Letters of the columns' types, e.g. <c>["C", "B"]</c>; null lets the server know or guess them. Not for JSON, which names them itself.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Whether bad rows are left out and all others count. Otherwise the first bad row ends the call: the rows before it count.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>How the bytes are compressed: <c>gzip</c>, <c>zstd</c>, or null for not at all.</summary>
    public string? ContentEncoding { get; init; }
}
