namespace Fusion.Models;

/// <summary>A target of a model.</summary>
/// <param name="Name">The name of the attribute.</param>
/// <param name="ProjectIndex">Its index in the project when the model was fitted.</param>
public sealed record ModelTarget(string Name, int ProjectIndex);
