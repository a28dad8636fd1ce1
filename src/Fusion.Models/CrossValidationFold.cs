using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>How a model fitted without a fold predicts it.</summary>
/// <param name="Name">What the fold is: a cell, or the moments between which its rows came.</param>
/// <param name="Scores"><c>rows</c>, <c>mse</c>, <c>rmse</c>, <c>bias</c> (mean of target less prediction), <c>r2</c> about the fold's own mean; NaN where undefined.</param>
/// <param name="Error">Why no model could be fitted without it; null when one was.</param>
public sealed record CrossValidationFold(string Name, ImmutableArray<KeyValuePair<string, double>> Scores, string? Error = null);
