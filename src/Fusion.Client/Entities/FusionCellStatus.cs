namespace Fusion.Client.Entities;

/// <summary>What a cell answered when asked whether it can be fused.</summary>
/// <param name="Host">The cell's server as given.</param>
/// <param name="Cid">The cell's owner there.</param>
/// <param name="Pid">The project.</param>
/// <param name="Status"><c>OK</c>, or the short reason why not.</param>
public sealed record FusionCellStatus(string Host, string Cid, string Pid, string Status);
