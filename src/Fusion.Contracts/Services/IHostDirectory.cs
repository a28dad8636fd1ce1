namespace Fusion.Contracts.Services;

/// <summary>Tells which hosts are this cluster: their cells are asked through the shard region instead of over HTTP.</summary>
public interface IHostDirectory
{
    /// <summary>Whether <paramref name="host"/> (scheme, name and port) leads to a node of this cluster.</summary>
    bool IsThisCluster(Uri host);

    /// <summary>Tells under which URLs this node is reached, once its server listens.</summary>
    /// <param name="tell">Called once; at once when it listens already.</param>
    void WhenListening(Action<IReadOnlyList<string>> tell);

    /// <summary>Takes note of the URLs of all nodes of the cluster.</summary>
    /// <param name="urls">Those of all other nodes; they replace what was noted before.</param>
    void NotePeers(IReadOnlyCollection<string> urls);
}
