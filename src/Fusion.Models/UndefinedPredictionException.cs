namespace Fusion.Models;

/// <summary>The model describes data and predicts nothing.</summary>
public sealed class UndefinedPredictionException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public UndefinedPredictionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which model, and what it is for.</param>
    public UndefinedPredictionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which model, and what it is for.</param>
    /// <param name="innerException">The cause.</param>
    public UndefinedPredictionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
