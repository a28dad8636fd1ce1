namespace Fusion.Contracts.Projects;

/// <summary>What a cell answered when asked whether it can be fused.</summary>
/// <param name="Address">Which cell.</param>
/// <param name="Status"><c>OK</c>, or the short reason why not.</param>
public sealed record CellStatus(CellAddress Address, string Status)
{
    /// <summary>The status of a cell that is reachable, opened by its credential, and exists.</summary>
    public const string Ok = "OK";
}
