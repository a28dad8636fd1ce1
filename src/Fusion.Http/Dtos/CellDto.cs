namespace Fusion.Http.Dtos;

/// <summary>A cell of a fusion project. Its secret key is never answered, not even encrypted.</summary>
internal sealed record CellDto(string Host, string Cid, string Pid);
