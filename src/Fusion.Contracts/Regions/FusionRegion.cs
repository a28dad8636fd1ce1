namespace Fusion.Contracts.Regions;

/// <summary>Key of the shard region whose entities are fusion projects.</summary>
public sealed class FusionRegion
{
    private FusionRegion() { }
}
