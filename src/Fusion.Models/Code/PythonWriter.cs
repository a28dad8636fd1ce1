using System.Text;
using Fusion.Models.Modelling;

namespace Fusion.Models.Code;

/// <summary>A Python function: a statement for each input, because an expression of many thousand would be nested too deeply for the compiler.</summary>
internal sealed class PythonWriter : ICodeWriter
{
    private static readonly Identifiers Names = new(
        """
        False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda
        nonlocal not or pass raise return try while with yield __debug__ score max
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Language => "python";

    /// <inheritdoc/>
    public string Write(FittedModel model, LinearFunction function)
    {
        FunctionText text = FunctionText.Of(model, function, Names, FunctionText.Literal);
        var code = new StringBuilder($"# Python function\ndef {text.Name}(\n");
        foreach (string parameter in text.Parameters) code.Append($"    {parameter},\n");
        code.Append("):\n    score = 0.0\n");
        foreach (string summand in text.Summands) code.Append($"    score += {summand}\n");
        return code.Append(function.IsClipped ? "    return max(score, 0.0)\n" : "    return score\n").ToString();
    }
}
