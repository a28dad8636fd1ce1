using System.Collections.Immutable;
using Fusion.Models.Modelling;

namespace Fusion.Models.Code;

/// <summary>Models as programs of their own, for systems that know nothing of this one.</summary>
/// <remarks>The same doubles as <see cref="IAlgorithm.Predict"/> gives: every coefficient in full precision, added up in the same order.</remarks>
public static class ModelCode
{
    private static readonly ImmutableArray<ICodeWriter> Writers =
        [new JavaWriter(), new SqlWriter(), new CSharpWriter(), new PythonWriter(), new PmmlWriter()];

    /// <summary>The names of the languages.</summary>
    public static ImmutableArray<string> Languages { get; } = [.. Writers.Select(writer => writer.Language)];

    /// <summary>Refuses a language that there is no writer for.</summary>
    /// <exception cref="InvalidRequestException">The message names the languages.</exception>
    public static void Check(string language) => WriterOf(language);

    /// <summary>Writes a model in a language.</summary>
    /// <param name="model">The model.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <returns>
    /// The text, lines ended by line feeds. Regressions end in the intercept; two-class models are their score, without the threshold but in PMML.
    /// </returns>
    /// <exception cref="InvalidRequestException">
    /// The model is not linear in its inputs, the language is unknown, or it can't express the model; the message names what.
    /// </exception>
    public static string Write(FittedModel model, string language)
    {
        ArgumentNullException.ThrowIfNull(model);
        ICodeWriter writer = WriterOf(language);
        ILinearAlgorithm[] linear = [.. Algorithms.All.OfType<ILinearAlgorithm>()];
        if (linear.FirstOrDefault(algorithm => algorithm.Id == model.Algorithm)?.FunctionOf(model) is not { } function)
        {
            throw new InvalidRequestException(
                $"Model '{model.ModelId}' is of algorithm '{model.Algorithm}', whose predictions are not linear in the inputs; "
                + $"code is written of {string.Join(", ", linear.Select(algorithm => algorithm.Id))}.");
        }

        if (!function.Coefficients.All(double.IsFinite) || !double.IsFinite(function.Intercept ?? 0) || !double.IsFinite(function.Threshold ?? 0))
            throw new InvalidRequestException($"Model '{model.ModelId}' has coefficients that are not finite; no code can be written of it.");
        return writer.Write(model, function);
    }

    private static ICodeWriter WriterOf(string language) =>
        Writers.FirstOrDefault(writer => writer.Language == language)
        ?? throw new InvalidRequestException($"The language is [{language}]; allowed are {string.Join(", ", Languages)} (ONNX is not written).");
}
