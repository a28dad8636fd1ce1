namespace Fusion.Contracts.Projects;

/// <summary>Which region a project lives in.</summary>
public enum ProjectKind
{
    /// <summary>Takes rows, keeps their statistics.</summary>
    Cell,

    /// <summary>Owns no data: adds its cells' statistics up.</summary>
    Fusion,
}
