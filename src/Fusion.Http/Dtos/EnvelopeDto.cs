namespace Fusion.Http.Dtos;

/// <summary>The envelope of every answer; the keys have this order.</summary>
internal sealed record EnvelopeDto(string StatusCode, string StatusString, ValuesDto Values);
