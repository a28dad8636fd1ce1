namespace Fusion.Http.Dtos;

/// <summary>What a project's statistics add up to: equal digests mean equal sums.</summary>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Rows">Rows in the statistics.</param>
/// <param name="Attributes">Attributes in the statistics.</param>
internal sealed record DigestDto(string Sha256, long Rows, int Attributes);
