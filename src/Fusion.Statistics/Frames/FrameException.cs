namespace Fusion.Statistics.Frames;

/// <summary>A data frame as a whole is wrong, or a value that must be read cannot be; the message says what and what is allowed.</summary>
public sealed class FrameException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public FrameException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong and what is allowed, fit to be shown to the sender of the frame.</param>
    public FrameException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">What is wrong and what is allowed, fit to be shown to the sender of the frame.</param>
    /// <param name="innerException">The cause.</param>
    public FrameException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
