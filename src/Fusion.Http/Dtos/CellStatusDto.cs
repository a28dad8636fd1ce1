namespace Fusion.Http.Dtos;

/// <summary>How a cell is: <c>OK</c>, or the short reason why it can't be fused.</summary>
internal sealed record CellStatusDto(string Host, string Cid, string Status, string Pid);
