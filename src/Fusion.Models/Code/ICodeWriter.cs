using Fusion.Models.Modelling;

namespace Fusion.Models.Code;

/// <summary>Writes linear models in one language.</summary>
internal interface ICodeWriter
{
    /// <summary>The name that a request gives the language.</summary>
    string Language { get; }

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="function">What it predicts with; all numbers finite.</param>
    /// <exception cref="InvalidRequestException">The language can't express it.</exception>
    string Write(FittedModel model, LinearFunction function);
}
