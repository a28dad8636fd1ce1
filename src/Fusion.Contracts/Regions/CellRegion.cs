namespace Fusion.Contracts.Regions;

/// <summary>Key of the shard region whose entities are cell projects.</summary>
public sealed class CellRegion
{
    private CellRegion() { }
}
