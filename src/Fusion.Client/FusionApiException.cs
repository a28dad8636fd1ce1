namespace Fusion.Client;

/// <summary>The server declined a request or failed at it.</summary>
public sealed class FusionApiException : Exception
{
    /// <summary>An exception without an answer; exists for the conventions of exceptions.</summary>
    public FusionApiException()
    {
    }

    /// <summary>An exception with a text of its own.</summary>
    public FusionApiException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a text of its own and a cause.</summary>
    public FusionApiException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the server answered.</summary>
    /// <param name="statusCode">The HTTP status, e.g. 400.</param>
    /// <param name="statusString">The envelope's <c>statusString</c>, or the reason phrase where the answer had no envelope.</param>
    public FusionApiException(int statusCode, string statusString)
        : base($"{statusCode}: {statusString}")
    {
        StatusCode = statusCode;
        StatusString = statusString;
    }

    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int StatusCode { get; }

    /// <summary>The envelope's text.</summary>
    public string StatusString { get; } = "";

    /// <summary>What became of rows all the same: a call that ended at a bad row has counted those before it.</summary>
    public RowCounts Rows { get; init; } = RowCounts.Unknown;
}
