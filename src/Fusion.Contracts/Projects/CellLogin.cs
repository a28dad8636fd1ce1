namespace Fusion.Contracts.Projects;

/// <summary>A cell and the credential that opens it.</summary>
/// <param name="Address">Where the cell is.</param>
/// <param name="ProtectedSecret">The cell owner's secret key, encrypted before it entered any message or the journal.</param>
public sealed record CellLogin(CellAddress Address, string ProtectedSecret);
