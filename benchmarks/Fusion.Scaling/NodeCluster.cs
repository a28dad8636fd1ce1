using System.Globalization;
using Fusion.Benchmarks;
using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Scaling;

/// <summary>Three nodes that share a database. The end of this ends them.</summary>
internal sealed class NodeCluster : IDisposable
{
    /// <summary>How many there are.</summary>
    public const int Nodes = 3;

    private readonly List<NodeProcess> _nodes = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(10) };

    private NodeCluster()
    {
    }

    /// <summary>Starts a cluster and waits until all its nodes are ready.</summary>
    /// <param name="database">An empty PostgreSQL database.</param>
    public static async Task<NodeCluster> StartAsync(string database)
    {
        NodeCluster cluster = new();
        int[] ports = [.. Enumerable.Range(0, Nodes).Select(_ => NodeStart.FreePort())];
        string[] seeds = [.. ports.SelectMany(port => (string[])["--seed", $"127.0.0.1:{port}"])];
        try
        {
            foreach (int port in ports)
            {
                NodeProcess node = new(database, port, seeds);
                cluster._nodes.Add(node);
                await NodeStart.WaitAsync(node.Url);
            }

            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>A client of the nodes in turn.</summary>
    public FusionClient Client(int turn) => _nodes[turn % Nodes].Client(_http);

    /// <summary>A cell under the address of the nodes in turn.</summary>
    public FusionCell Cell(int turn, string pid) => new(_nodes[turn % Nodes].Url.ToString(), NodeProcess.Customer, NodeProcess.Key, pid);

    /// <summary>Learns made-up rows through the nodes in turn.</summary>
    public Task LearnAsync(int turn, string pid, (int Rows, int Columns) size, CancellationToken cancellationToken = default) => Client(turn).LearnAsync(
        pid,
        Table.Csv(turn, size.Rows, size.Columns),
        RowOptions.Csv,
        new RowOptions { Types = [.. Enumerable.Repeat("C", size.Columns)] },
        cancellationToken);

    /// <summary>Megabytes of long messages that have passed between nodes so far.</summary>
    public async Task<double> MegabytesBetweenNodesAsync() => await SumAsync("fusion_parcels_bytes") / 1e6;

    /// <summary>Seconds that it took, one by one.</summary>
    public Task<double> SecondsBetweenNodesAsync() => SumAsync("fusion_parcels_duration_seconds_sum");

    private async Task<double> SumAsync(string metric)
    {
        double sum = 0;
        foreach (NodeProcess node in _nodes)
        {
            string metrics = await _http.GetStringAsync(new Uri(node.Url, "/metrics"));
            sum += metrics.Split('\n')
                .Where(line => line.StartsWith(metric, StringComparison.Ordinal))
                .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        }

        return sum;
    }

    /// <summary>Refreshes a fusion. An information about it is cheap: what takes time is the refresh before it.</summary>
    /// <exception cref="InvalidOperationException">A cell could not be had.</exception>
    public async Task RefreshAsync(int turn, string hub)
    {
        ProjectInfo info = await Client(turn).ProjectInfoAsync(hub);
        if (info.Params.TryGetValue("fusion_fetch_error", out string? error)) throw new InvalidOperationException(error);
    }

    public void Dispose()
    {
        foreach (NodeProcess node in _nodes) node.Dispose();
        _http.Dispose();
    }
}
