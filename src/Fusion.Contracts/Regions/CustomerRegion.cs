namespace Fusion.Contracts.Regions;

/// <summary>Key of the shard region whose entities are customers.</summary>
public sealed class CustomerRegion
{
    private CustomerRegion() { }
}
