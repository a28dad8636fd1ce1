using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>A model as it was fitted; learning more data does not change it.</summary>
/// <param name="ModelId">Its id.</param>
/// <param name="Algorithm">The id of its algorithm.</param>
/// <param name="Inputs">Its inputs in the order of the request.</param>
/// <param name="Targets">Its targets in the order of the request.</param>
/// <param name="Parameters">The numbers it predicts with; <c>coefficients</c> is ordered by index in the project.</param>
/// <param name="PredictInfo">The keys of a prediction that go into batch files, in order.</param>
/// <param name="ScoreInfo">The keys of a prediction that rank rows.</param>
/// <param name="Info">Texts about the model, the extra parameters of the request among them; all that is documented but <c>buildTimeNanosec</c>.</param>
/// <param name="Extra">Tables about the model.</param>
/// <param name="ModelsBuilt">The number of models fitted on the way.</param>
/// <param name="BuildTimeNanoseconds">The duration of the fit, stamped by the caller; 0 before.</param>
/// <param name="CreatedAt">The time of the fit, stamped by the caller; default before.</param>
/// <param name="Context">The request it was fitted by; null for a model stored before this was kept.</param>
/// <param name="ImportKey">Of an imported model, the key of the request that imported it, by which the same request sent again is known; else null.</param>
/// <remarks>Immutable and thread-safe. It holds no statistics, so it predicts anywhere.</remarks>
public sealed record FittedModel(
    string ModelId,
    string Algorithm,
    ImmutableArray<ModelInput> Inputs,
    ImmutableArray<ModelTarget> Targets,
    ImmutableSortedDictionary<string, ImmutableArray<double>> Parameters,
    ImmutableArray<string> PredictInfo,
    ImmutableArray<string> ScoreInfo,
    ImmutableSortedDictionary<string, string> Info,
    ImmutableSortedDictionary<string, ModelTable> Extra,
    int ModelsBuilt,
    long BuildTimeNanoseconds,
    DateTimeOffset CreatedAt,
    MlContext? Context = null,
    string? ImportKey = null);
