using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>A kind of model: how it is fitted to sums, and how it predicts.</summary>
/// <remarks>Stateless and thread-safe: same arguments, same result, whatever the machine, culture or number of threads.</remarks>
public interface IAlgorithm
{
    /// <summary>The id that a request names.</summary>
    string Id { get; }

    /// <summary>What it is, one sentence.</summary>
    string Summary { get; }

    /// <summary>What it needs of a request and of a project, a few words.</summary>
    string Needs { get; }

    /// <summary>The extra parameters that it understands.</summary>
    ImmutableArray<ParameterInfo> Parameters { get; }

    /// <summary>The keys of a prediction that go into batch files, in order; a model may have more, see <see cref="FittedModel.PredictInfo"/>.</summary>
    ImmutableArray<string> PredictInfo { get; }

    /// <summary>The keys of a prediction that rank rows.</summary>
    ImmutableArray<string> ScoreInfo { get; }

    /// <summary>Checks a request before any work: attributes, number of targets, parameters.</summary>
    /// <param name="schema">The attributes of the project.</param>
    /// <param name="context">The request.</param>
    /// <exception cref="InvalidRequestException">The request is wrong.</exception>
    void Validate(Schema schema, MlContext context);

    /// <summary>Checks what the algorithm needs of a project beyond its attributes.</summary>
    /// <param name="source">The project.</param>
    /// <param name="context">The request.</param>
    /// <exception cref="InvalidRequestException">The project lacks it.</exception>
    void CheckSource(FitSource source, MlContext context);

    /// <summary>Fits a model.</summary>
    /// <param name="modelId">Its id.</param>
    /// <param name="source">The sums.</param>
    /// <param name="context">Attributes and parameters.</param>
    /// <param name="cancellationToken">Gives up between attributes and between steps.</param>
    /// <returns>The model, without the times that the caller stamps.</returns>
    /// <exception cref="InvalidRequestException">The request is wrong.</exception>
    /// <exception cref="FitException">The data do not determine the model.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    FittedModel Fit(string modelId, FitSource source, MlContext context, CancellationToken cancellationToken = default);

    /// <summary>Predicts one row.</summary>
    /// <param name="model">A model that this algorithm fitted.</param>
    /// <param name="inputs">The values of its inputs in the order of <see cref="FittedModel.Inputs"/>, none missing.</param>
    /// <param name="options">Compatibility switches; null for the defaults.</param>
    /// <returns>Keys and texts in documented order, the main result first.</returns>
    ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null);
}
