namespace Fusion.Node.Push;

/// <summary>How the rows of a file are written.</summary>
internal enum PushFormat
{
    /// <summary>Comma-separated values with a header line.</summary>
    Csv,

    /// <summary>Arrow's IPC stream or file.</summary>
    Arrow,

    /// <summary>Parquet.</summary>
    Parquet,
}
