namespace Fusion.Contracts.Projects;

/// <summary>How far the creation or removal of a project has come.</summary>
public enum CatalogueStage
{
    /// <summary>The name is taken, the project not yet confirmed.</summary>
    Registered,

    /// <summary>The project exists.</summary>
    Active,

    /// <summary>The name is free, the project not yet confirmed as erased.</summary>
    Removed,
}
