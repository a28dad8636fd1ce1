using System.Diagnostics;
using System.Globalization;

namespace Fusion.Scaling;

/// <summary>How long a fusion takes whose cells' large statistics pass between nodes, and how long small questions take meanwhile.</summary>
internal static class TransferBenchmark
{
    private const int Cells = 6, Rows = 256, Repeats = 5;

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="database">An empty PostgreSQL database.</param>
    /// <param name="attributes">Numbers of attributes.</param>
    public static async Task<int> RunAsync(string database, int[] attributes)
    {
        using NodeCluster cluster = await NodeCluster.StartAsync(database);
        await cluster.Client(0).CreateProjectAsync("small");
        Console.WriteLine($"{NodeCluster.Nodes} nodes, {Cells} cells, all changed; medians of {Repeats}; load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine();
        Console.WriteLine("| attributes | MB between nodes | refresh s | MB/s | small questions meanwhile | p50 ms | p99 ms | longest ms |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach (int columns in attributes) await MeasureAsync(cluster, columns);
        return 0;
    }

    private static async Task MeasureAsync(NodeCluster cluster, int columns)
    {
        string[] cells = [.. Enumerable.Range(0, Cells).Select(cell => $"c{columns}-{cell}")];
        string hub = $"hub{columns}";
        for (int cell = 0; cell < Cells; cell++) await cluster.Client(cell).CreateProjectAsync(cells[cell]);
        await cluster.Client(0).CreateFusionAsync(hub, [.. cells.Select(cell => cluster.Cell(0, cell))]);
        List<(double Megabytes, double Seconds)> runs = [];
        List<double> small = [];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            for (int cell = 0; cell < Cells; cell++) await cluster.LearnAsync(cell, cells[cell], (Rows, columns));
            runs.Add(await RefreshAsync(cluster, hub, small));
        }

        (double megabytes, double seconds) = runs.OrderBy(run => run.Megabytes / run.Seconds).ElementAt(Repeats / 2);
        small.Sort();
        string refresh = string.Create(CultureInfo.InvariantCulture, $"| {columns} | {megabytes:F1} | {seconds:F2} | {megabytes / seconds:F0} ");
        Console.WriteLine(refresh + string.Create(
            CultureInfo.InvariantCulture, $"| {small.Count} | {small[small.Count / 2]:F1} | {small[small.Count * 99 / 100]:F1} | {small[^1]:F1} |"));
    }

    private static async Task<(double Megabytes, double Seconds)> RefreshAsync(NodeCluster cluster, string hub, List<double> small)
    {
        double before = await cluster.MegabytesBetweenNodesAsync();
        var watch = Stopwatch.StartNew();
        Task refresh = cluster.RefreshAsync(1, hub);
        await AskSmallAsync(cluster, refresh, small);
        await refresh;
        double seconds = watch.Elapsed.TotalSeconds;
        return (await cluster.MegabytesBetweenNodesAsync() - before, seconds);
    }

    /// <summary>Asks from every node in turn, so that most questions pass between nodes.</summary>
    private static async Task AskSmallAsync(NodeCluster cluster, Task until, List<double> milliseconds)
    {
        for (int turn = 0; !until.IsCompleted; turn++)
        {
            var watch = Stopwatch.StartNew();
            await cluster.Client(turn).ProjectInfoAsync("small");
            milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(5);
        }
    }
}
