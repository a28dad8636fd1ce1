namespace Fusion.Contracts.Regions;

/// <summary>Key of the shard region whose entities are jobs.</summary>
public sealed class JobRegion
{
    private JobRegion() { }
}
