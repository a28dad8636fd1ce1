namespace Fusion.Models;

/// <summary>Rows with neighbouring scores.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Ones">Those of class 1.</param>
/// <param name="AverageScore">Their average score; NaN without rows.</param>
public readonly record struct ScoreBucket(long Rows, long Ones, double AverageScore);
