namespace Fusion.Http.Dtos;

/// <summary>An object without keys.</summary>
internal sealed record EmptyDto;
