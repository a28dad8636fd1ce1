using System.Diagnostics;
using System.Globalization;
using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Scaling;

/// <summary>How fast large statistics pass between nodes, and how long small questions take meanwhile.</summary>
internal static class TransferBenchmark
{
    private const int Nodes = 3, Cells = 6, Repeats = 5;

    /// <summary>Runs it and prints a table.</summary>
    public static async Task<int> RunAsync(string database, int[] attributes)
    {
        NodeProcess[] nodes = await NodeProcess.ClusterAsync(database, Nodes);
        using HttpClient http = new() { Timeout = TimeSpan.FromMinutes(10) };
        FusionClient client = nodes[0].Client(http);
        await client.CreateProjectAsync("small");
        Console.WriteLine($"{Nodes} nodes, a fusion of {Cells} cells that have all changed; medians of {Repeats}; load average at the start {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine();
        Console.WriteLine("| attributes | MB between nodes | refresh s | MB/s | small questions meanwhile | p50 ms | p99 ms | longest ms |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach (int columns in attributes)
        {
            string hub = $"hub{columns}";
            for (int cell = 0; cell < Cells; cell++) await nodes[cell % Nodes].Client(http).CreateProjectAsync($"c{columns}-{cell}");
            await client.CreateFusionAsync(hub, [.. Enumerable.Range(0, Cells).Select(cell => new FusionCell(nodes[0].Url.ToString(), NodeProcess.Customer, NodeProcess.Key, $"c{columns}-{cell}"))]);
            List<(double Megabytes, double Seconds)> runs = [];
            List<double> small = [];
            for (int repeat = 0; repeat < Repeats; repeat++) runs.Add(await RefreshAsync(nodes, http, hub, columns, small));
            (double megabytes, double seconds) = runs.OrderBy(run => run.Megabytes / run.Seconds).ElementAt(Repeats / 2);
            small.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {columns} | {megabytes:F1} | {seconds:F2} | {megabytes / seconds:F0} | {small.Count} | {small[small.Count / 2]:F1} | {small[small.Count * 99 / 100]:F1} | {small[^1]:F1} |"));
        }

        foreach (NodeProcess node in nodes) node.Dispose();
        return 0;
    }

    private static async Task<(double Megabytes, double Seconds)> RefreshAsync(NodeProcess[] nodes, HttpClient http, string hub, int columns, List<double> small)
    {
        for (int cell = 0; cell < Cells; cell++)
        {
            await nodes[cell % Nodes].Client(http).LearnAsync(
                $"c{columns}-{cell}", Table.Csv(cell, 256, columns), RowOptions.Csv, new RowOptions { Types = [.. Enumerable.Repeat("C", columns)] });
        }

        double before = await BytesAsync(nodes, http);
        var watch = Stopwatch.StartNew();
        Task<ProjectInfo> refresh = nodes[1].Client(http).ProjectInfoAsync(hub);
        await AskSmallAsync(nodes, http, refresh, small);
        ProjectInfo info = await refresh;
        double seconds = watch.Elapsed.TotalSeconds;
        if (info.Params.TryGetValue("fusion_fetch_error", out string? error)) throw new InvalidOperationException(error);
        return ((await BytesAsync(nodes, http) - before) / 1e6, seconds);
    }

    /// <summary>Asks from every node in turn, so that most questions pass between nodes.</summary>
    private static async Task AskSmallAsync(NodeProcess[] nodes, HttpClient http, Task until, List<double> milliseconds)
    {
        for (int ask = 0; !until.IsCompleted; ask++)
        {
            var watch = Stopwatch.StartNew();
            await nodes[ask % Nodes].Client(http).ProjectInfoAsync("small");
            milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(5);
        }
    }

    private static async Task<double> BytesAsync(NodeProcess[] nodes, HttpClient http)
    {
        double sum = 0;
        foreach (NodeProcess node in nodes) sum += await node.MetricAsync(http, "fusion_parcels_bytes");
        return sum;
    }
}
