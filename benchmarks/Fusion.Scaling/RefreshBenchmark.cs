using System.Diagnostics;
using System.Globalization;

namespace Fusion.Scaling;

/// <summary>How long a fusion of many cells takes to be up to date.</summary>
internal static class RefreshBenchmark
{
    private const int Rows = 200, Columns = 100, AtOnce = 8, Repeats = 5;

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="database">An empty PostgreSQL database.</param>
    /// <param name="counts">Numbers of cells, ascending.</param>
    public static async Task<int> RunAsync(string database, int[] counts)
    {
        using NodeCluster cluster = await NodeCluster.StartAsync(database);
        Console.WriteLine($"{NodeCluster.Nodes} nodes, {Columns} attributes; medians of {Repeats}; load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine();
        Console.WriteLine("| cells | first refresh, all new, s | nothing changed, ms | one changed, ms | all changed, ms | MB between nodes when all changed |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- |");
        int made = 0;
        foreach (int cells in counts)
        {
            await LearnAsync(cluster, made..cells, create: true);
            made = cells;
            await MeasureAsync(cluster, cells);
        }

        return 0;
    }

    private static async Task MeasureAsync(NodeCluster cluster, int cells)
    {
        string hub = $"hub{cells}";
        await cluster.Client(0).CreateFusionAsync(hub, [.. Enumerable.Range(0, cells).Select(cell => cluster.Cell(cell, $"cell{cell}"))]);
        double first = await TimeAsync(cluster, hub);
        double unchanged = await MedianAsync(cluster, hub, () => Task.CompletedTask);
        double one = await MedianAsync(cluster, hub, () => LearnAsync(cluster, 0..1, create: false));
        double before = await cluster.MegabytesBetweenNodesAsync();
        double all = await MedianAsync(cluster, hub, () => LearnAsync(cluster, 0..cells, create: false));
        double megabytes = (await cluster.MegabytesBetweenNodesAsync() - before) / Repeats;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {cells} | {first:F2} | {1000 * unchanged:F0} | {1000 * one:F0} | {1000 * all:F0} | {megabytes:F1} |"));
    }

    private static async Task LearnAsync(NodeCluster cluster, Range cells, bool create) => await Parallel.ForAsync(
        cells.Start.Value,
        cells.End.Value,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (cell, stop) =>
        {
            if (create) await cluster.Client(cell).CreateProjectAsync($"cell{cell}", cancellationToken: stop);
            await cluster.LearnAsync(cell, $"cell{cell}", (Rows, Columns), stop);
        });

    private static async Task<double> MedianAsync(NodeCluster cluster, string hub, Func<Task> change)
    {
        var seconds = new double[Repeats];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            await change();
            seconds[repeat] = await TimeAsync(cluster, hub);
        }

        Array.Sort(seconds);
        return seconds[Repeats / 2];
    }

    private static async Task<double> TimeAsync(NodeCluster cluster, string hub)
    {
        var watch = Stopwatch.StartNew();
        await cluster.RefreshAsync(0, hub);
        return watch.Elapsed.TotalSeconds;
    }
}
