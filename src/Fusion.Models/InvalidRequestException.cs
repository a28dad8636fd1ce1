namespace Fusion.Models;

/// <summary>The request is wrong, whatever the data: to be answered at once, before any work starts.</summary>
public sealed class InvalidRequestException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public InvalidRequestException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, naming the entry, and what is allowed.</param>
    public InvalidRequestException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, naming the entry, and what is allowed.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidRequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
