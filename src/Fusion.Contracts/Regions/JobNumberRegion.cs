namespace Fusion.Contracts.Regions;

/// <summary>Key of the shard region whose one entity gives job numbers.</summary>
public sealed class JobNumberRegion
{
    private JobNumberRegion() { }
}
