namespace Fusion.Http.Ingestion;

/// <summary>How the rows of a body are written.</summary>
internal enum BodyFormat
{
    /// <summary>A data frame in JSON; also a body without a <c>Content-Type</c>, or with one that names no other format.</summary>
    Json,

    /// <summary>Delimited text with a header line: <c>text/csv</c>.</summary>
    Csv,

    /// <summary>Arrow's IPC stream: <c>application/vnd.apache.arrow.stream</c>.</summary>
    Arrow,
}
