namespace Fusion.Statistics;

/// <summary>The bytes are not a statistic in the wire form, or they are damaged.</summary>
public sealed class WireFormatException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public WireFormatException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public WireFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The cause.</param>
    public WireFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
