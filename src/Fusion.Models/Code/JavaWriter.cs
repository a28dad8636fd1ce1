using Fusion.Models.Modelling;

namespace Fusion.Models.Code;

/// <summary>A Java method in the documented layout.</summary>
internal sealed class JavaWriter() : BraceWriter("java", "Java", "public", "Math.max", Names)
{
    /// <summary>A method takes 255 words; a double takes two, the object one.</summary>
    private const int MostInputs = 127;

    private static readonly Identifiers Names = new(
        """
        _ abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for
        goto if implements import instanceof int interface long native new null package private protected public return short static strictfp super
        switch synchronized this throw throws transient true try void volatile while Math
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Write(FittedModel model, LinearFunction function)
    {
        if (model.Inputs.Length > MostInputs)
        {
            throw new InvalidRequestException(
                $"Model '{model.ModelId}' has {model.Inputs.Length} inputs; a Java method takes at most {MostInputs} doubles. Other languages take more.");
        }

        return base.Write(model, function);
    }
}
