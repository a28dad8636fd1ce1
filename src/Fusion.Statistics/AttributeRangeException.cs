namespace Fusion.Statistics;

/// <summary>A value that its attribute can't take at any scale: 10^418 or more in magnitude, or neither 0 nor 1 where the attribute is binary.</summary>
/// <remarks>
/// The operation changed nothing. Only building a block throws it; adding, merging and subtracting round what has no common scale
/// (<see cref="SufficientStatistics.IsQuantised"/>).
/// </remarks>
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
