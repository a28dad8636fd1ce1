namespace Fusion.Models;

/// <summary>What the text of a parameter is read as.</summary>
public enum ParameterType
{
    /// <summary><c>true</c> or <c>false</c>, in any case.</summary>
    Boolean,

    /// <summary>A finite decimal number, such as <c>0.5</c> or <c>1e-14</c>.</summary>
    Number,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>Text in a form of its own, which the algorithm reads.</summary>
    Text,
}
