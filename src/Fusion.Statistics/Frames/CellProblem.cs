namespace Fusion.Statistics.Frames;

/// <summary>What is wrong with a cell.</summary>
/// <param name="Column">The name of its column.</param>
/// <param name="Text">The value and what is allowed, as a sentence.</param>
public sealed record CellProblem(string Column, string Text);
