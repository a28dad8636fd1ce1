namespace Fusion.Contracts.Services;

/// <summary>Tells which hosts are this cluster: their cells are asked through the shard region instead of over HTTP.</summary>
public interface IHostDirectory
{
    /// <summary>Whether <paramref name="host"/> (scheme, name and port) leads to a node of this cluster.</summary>
    bool IsThisCluster(Uri host);
}
