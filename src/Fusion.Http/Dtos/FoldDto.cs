namespace Fusion.Http.Dtos;

/// <summary>A fold of a cross-validation.</summary>
internal sealed record FoldDto(string Name, NumberMap? Scores, string? Error);
