namespace Fusion.Statistics;

/// <summary>A value or a sum cannot be represented at the scale of its attribute. The operation changed nothing.</summary>
public sealed class AttributeRangeException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public AttributeRangeException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">The attribute, the value and the allowed range.</param>
    public AttributeRangeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">The attribute, the value and the allowed range.</param>
    /// <param name="innerException">The cause.</param>
    public AttributeRangeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
