using System.Text.Json.Serialization;

namespace Fusion.Client.Entities;

/// <summary>Fingerprint of a project's statistics: equal if, and only if, the same rows were learned, in whatever order and split.</summary>
/// <param name="Digest">SHA-256 of the canonical form, lower-case hex.</param>
/// <param name="Rows">Rows learned.</param>
/// <param name="Attributes">Attributes known.</param>
public sealed record ProjectDigest([property: JsonPropertyName("sha256")] string Digest, long Rows, int Attributes);
