namespace Fusion.Models;

/// <summary>An input of a model.</summary>
/// <param name="Name">The name of the attribute.</param>
/// <param name="Type">The letter of its type: C or B.</param>
/// <param name="ProjectIndex">Its index in the project when the model was fitted.</param>
/// <param name="CoefficientIndex">Its position in the model's coefficient vector, which is ordered by index in the project.</param>
/// <param name="Mean">Its mean when the model was fitted; stands for a missing value where the current mean is not known.</param>
/// <param name="Category">The category column of which it is a dummy, or null.</param>
public sealed record ModelInput(string Name, string Type, int ProjectIndex, int CoefficientIndex, double Mean, string? Category = null);
