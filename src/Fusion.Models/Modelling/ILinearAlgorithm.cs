namespace Fusion.Models.Modelling;

/// <summary>An algorithm whose models are linear in their inputs, so that they can be written as code.</summary>
internal interface ILinearAlgorithm : IAlgorithm
{
    /// <summary>What a model predicts with.</summary>
    /// <param name="model">A model that this algorithm fitted.</param>
    /// <returns>The function whose sum is the same double that <see cref="IAlgorithm.Predict"/> gives; null where this model is not linear.</returns>
    LinearFunction? FunctionOf(FittedModel model);
}
