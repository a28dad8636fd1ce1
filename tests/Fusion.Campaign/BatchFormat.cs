namespace Fusion.Campaign;

/// <summary>How a batch goes out.</summary>
internal enum BatchFormat
{
    /// <summary>A data frame in JSON.</summary>
    Json,

    /// <summary>CSV.</summary>
    Csv,

    /// <summary>CSV, compressed with gzip.</summary>
    Gzip,

    /// <summary>An Arrow stream of decimals.</summary>
    Arrow,
}
