using System.Diagnostics;
using System.Globalization;
using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Scaling;

/// <summary>How long a fusion of many cells on three nodes takes to be up to date.</summary>
internal static class RefreshBenchmark
{
    private const int Nodes = 3, Rows = 200, AtOnce = 8, Repeats = 5;

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="database">An empty PostgreSQL database.</param>
    /// <param name="counts">Numbers of cells, ascending.</param>
    /// <param name="columns">Attributes of each.</param>
    public static async Task<int> RunAsync(string database, int[] counts, int columns)
    {
        NodeProcess[] nodes = await NodeProcess.ClusterAsync(database, Nodes);
        using HttpClient http = new() { Timeout = TimeSpan.FromMinutes(10) };
        FusionClient client = nodes[0].Client(http);
        Console.WriteLine($"{Nodes} nodes, {columns} attributes; medians of {Repeats}; load average at the start {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine();
        Console.WriteLine("| cells | first refresh, all cells new, s | nothing changed, ms | one cell changed, ms | all cells changed, ms | MB between nodes when all changed |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- |");
        int made = 0;
        foreach (int cells in counts)
        {
            await LearnAsync(nodes, http, (made, cells), columns, create: true);
            made = cells;
            string hub = $"hub{cells}";
            await client.CreateFusionAsync(hub, [.. Enumerable.Range(0, cells).Select(cell => new FusionCell(nodes[cell % Nodes].Url.ToString(), NodeProcess.Customer, NodeProcess.Key, $"cell{cell}"))]);
            double first = await TimeAsync(client, hub);
            double unchanged = await MedianAsync(client, hub, () => Task.CompletedTask);
            double one = await MedianAsync(client, hub, () => LearnAsync(nodes, http, (0, 1), columns, create: false));
            double before = await BytesAsync(nodes, http);
            double all = await MedianAsync(client, hub, () => LearnAsync(nodes, http, (0, cells), columns, create: false));
            double megabytes = (await BytesAsync(nodes, http) - before) / Repeats / 1e6;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {cells} | {first:F2} | {1000 * unchanged:F0} | {1000 * one:F0} | {1000 * all:F0} | {megabytes:F1} |"));
        }

        foreach (NodeProcess node in nodes) node.Dispose();
        return 0;
    }

    private static async Task LearnAsync(NodeProcess[] nodes, HttpClient http, (int From, int To) cells, int columns, bool create) =>
        await Parallel.ForEachAsync(
            Enumerable.Range(cells.From, cells.To - cells.From),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (cell, stop) =>
            {
                FusionClient client = nodes[cell % Nodes].Client(http);
                if (create) await client.CreateProjectAsync($"cell{cell}", cancellationToken: stop);
                await client.LearnAsync($"cell{cell}", Table.Csv(cell, Rows, columns), RowOptions.Csv, new RowOptions { Types = [.. Enumerable.Repeat("C", columns)] }, stop);
            });

    private static async Task<double> BytesAsync(NodeProcess[] nodes, HttpClient http)
    {
        double sum = 0;
        foreach (NodeProcess node in nodes) sum += await node.MetricAsync(http, "fusion_parcels_bytes");
        return sum;
    }

    private static async Task<double> MedianAsync(FusionClient client, string hub, Func<Task> change)
    {
        var seconds = new double[Repeats];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            await change();
            seconds[repeat] = await TimeAsync(client, hub);
        }

        Array.Sort(seconds);
        return seconds[Repeats / 2];
    }

    /// <summary>An information about the project is cheap: what takes time is the refresh before it.</summary>
    private static async Task<double> TimeAsync(FusionClient client, string hub)
    {
        var watch = Stopwatch.StartNew();
        ProjectInfo info = await client.ProjectInfoAsync(hub);
        double seconds = watch.Elapsed.TotalSeconds;
        if (info.Params.TryGetValue("fusion_fetch_error", out string? error)) throw new InvalidOperationException(error);
        return seconds;
    }
}
