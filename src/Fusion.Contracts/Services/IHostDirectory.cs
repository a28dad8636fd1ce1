namespace Fusion.Contracts.Services;

/// <summary>Tells which hosts are this cluster: their cells are asked through the shard region instead of over HTTP.</summary>
public interface IHostDirectory
{
    /// <summary>Whether <paramref name="host"/> (scheme, name and port) leads to a node of this cluster.</summary>
    bool IsThisCluster(Uri host);

    /// <summary>Under which URLs this node is reached; known once its server listens.</summary>
    Task<IReadOnlyList<string>> OwnUrls { get; }

    /// <summary>Takes note of the URLs of all nodes of the cluster.</summary>
    /// <param name="urls">Those of all other nodes; they replace what was noted before.</param>
    void NotePeers(IReadOnlyCollection<string> urls);
}
