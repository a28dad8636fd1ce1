namespace Fusion.Models;

/// <summary>The request is right, but these data do not determine the model: no rows, one class only, a singular matrix.</summary>
public sealed class FitException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public FitException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the data lack, naming the attributes, and what would help.</param>
    public FitException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the data lack, naming the attributes, and what would help.</param>
    /// <param name="innerException">The cause.</param>
    public FitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
