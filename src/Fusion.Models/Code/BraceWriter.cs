using Fusion.Models.Modelling;

namespace Fusion.Models.Code;

/// <summary>Writes a method of a language with braces, in the documented layout.</summary>
/// <param name="language">The name that a request gives the language.</param>
/// <param name="title">The name in the comment above.</param>
/// <param name="modifiers">What stands before the type.</param>
/// <param name="maximum">The function that gives the larger of two doubles, NaN where one is.</param>
/// <param name="identifiers">Names of the language.</param>
internal abstract class BraceWriter(string language, string title, string modifiers, string maximum, Identifiers identifiers) : ICodeWriter
{
    /// <inheritdoc/>
    public string Language => language;

    /// <inheritdoc/>
    public virtual string Write(FittedModel model, LinearFunction function)
    {
        FunctionText text = FunctionText.Of(model, function, identifiers, FunctionText.Literal);
        string parameters = string.Join(",\n\t", text.Parameters.Select(parameter => $"double {parameter}"));
        string sum = string.Join(" + \n\t\t", text.Summands);
        string result = function.IsClipped ? $"{maximum}(0.0, {sum})" : sum;
        return $"/* {title} Function */\n{modifiers} double {text.Name}(\n\t{parameters})\n{{\n\treturn {result};\n}}\n";
    }
}
