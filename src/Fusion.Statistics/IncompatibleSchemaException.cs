namespace Fusion.Statistics;

/// <summary>Two operands use one attribute name for different things. The operation changed nothing.</summary>
public sealed class IncompatibleSchemaException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public IncompatibleSchemaException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What clashes.</param>
    public IncompatibleSchemaException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">What clashes.</param>
    /// <param name="innerException">The cause.</param>
    public IncompatibleSchemaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static IncompatibleSchemaException Between(AttributeInfo known, AttributeInfo offered) =>
        new($"Attribute '{known.Name}' is {Describe(known)} here and {Describe(offered)} in the other operand.");

    internal static IncompatibleSchemaException OfCategory(string name) =>
        new($"'{name}' is an attribute in one operand and a category column in the other.");

    private static string Describe(AttributeInfo attribute) => attribute.Category is { } category
        ? $"{attribute.Kind} of category '{category}'"
        : attribute.Kind.ToString();
}
