namespace Fusion.Campaign;

/// <summary>
/// The nodes of a campaign, not started yet, and the network they are in. The end of this ends the network; the nodes must have ended before.
/// </summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Network">Where they can lose each other; null when they are all on loopback.</param>
/// <param name="Database">What leads out of that network to the database; null for none.</param>
internal sealed record ClusterPlace(ClusterNode[] Nodes, NodeNetwork? Network, Relay? Database) : IAsyncDisposable
{
    /// <summary>Makes what a campaign needs.</summary>
    public static async Task<ClusterPlace> CreateAsync(CampaignOptions options)
    {
        if (!options.NeedsNetwork) return new ClusterPlace(ClusterNode.Cluster(options.Db, options.Nodes), null, null);
        NodeNetwork network = await NodeNetwork.CreateAsync(options.Nodes);
        UriBuilder database = new(options.Db);
        Relay relay = new(network.Gateway, (database.Host, database.Port));
        (database.Host, database.Port) = (network.Gateway, relay.Port);
        return new ClusterPlace(ClusterNode.Cluster(database.Uri.ToString(), options.Nodes, network), network, relay);
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null) await Database.DisposeAsync();
        if (Network is not null) await Network.DisposeAsync();
    }
}
