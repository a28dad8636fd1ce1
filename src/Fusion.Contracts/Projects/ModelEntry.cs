namespace Fusion.Contracts.Projects;

/// <summary>One line of a project's list of models.</summary>
/// <param name="ModelId">The model's name.</param>
/// <param name="Algorithm">The algorithm's id, e.g. <c>lda</c>.</param>
public sealed record ModelEntry(string ModelId, string Algorithm);
