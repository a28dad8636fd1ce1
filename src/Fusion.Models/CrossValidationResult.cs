using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>How models fitted without each fold in turn predict that fold.</summary>
/// <param name="Folds">One for each fold.</param>
/// <param name="Total">All folds together: <c>rows</c>, <c>mse</c>, <c>rmse</c>, <c>bias</c>, and <c>r2</c> about the mean of all rows.</param>
public sealed record CrossValidationResult(ImmutableArray<CrossValidationFold> Folds, ImmutableArray<KeyValuePair<string, double>> Total);
