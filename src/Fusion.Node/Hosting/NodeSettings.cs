using Fusion.Node.Options;

namespace Fusion.Node.Hosting;

/// <summary>All checked settings of one start.</summary>
/// <param name="Node">What is kept, and where.</param>
/// <param name="Endpoint">Where HTTP is answered.</param>
/// <param name="Cluster">How other nodes are met.</param>
/// <param name="Prefetch">How often cells are asked.</param>
internal sealed record NodeSettings(NodeOptions Node, EndpointOptions Endpoint, ClusterOptions Cluster, PrefetchOptions Prefetch)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A value is not allowed.</exception>
    public static NodeSettings Read(IConfiguration configuration) => new(
        Settings.Read<NodeOptions>(configuration),
        Settings.Read<EndpointOptions>(configuration),
        Settings.Read<ClusterOptions>(configuration),
        Settings.Read<PrefetchOptions>(configuration));
}
