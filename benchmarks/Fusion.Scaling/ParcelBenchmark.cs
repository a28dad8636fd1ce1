using System.Globalization;

namespace Fusion.Scaling;

/// <summary>How fast large statistics pass from one node to another while nothing else is done: one at a time, timed by the node that collects them.</summary>
internal static class ParcelBenchmark
{
    private const int Pairs = 6, Rows = 32, Repeats = 5;
    private static readonly TimeSpan ScrapeAge = TimeSpan.FromMilliseconds(400); // for less than that a node shows its figures of before

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="database">An empty PostgreSQL database.</param>
    /// <param name="attributes">Numbers of attributes.</param>
    public static async Task<int> RunAsync(string database, int[] attributes)
    {
        using NodeCluster cluster = await NodeCluster.StartAsync(database);
        Console.WriteLine($"{NodeCluster.Nodes} nodes, one message at a time; load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine();
        Console.WriteLine("| attributes | messages | MB each | median ms | median MB/s | best MB/s |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- |");
        foreach (int columns in attributes) await MeasureAsync(cluster, columns);
        return 0;
    }

    /// <summary>Cells and fusions of one cell each: where the two of a pair are on different nodes, a refresh is one message.</summary>
    private static async Task MeasureAsync(NodeCluster cluster, int columns)
    {
        List<(double Megabytes, double Seconds)> messages = [];
        for (int pair = 0; pair < Pairs; pair++)
        {
            string cell = $"p{columns}-{pair}", hub = $"hub{columns}-{pair}";
            await cluster.Client(pair).CreateProjectAsync(cell);
            await cluster.Client(pair).CreateFusionAsync(hub, [cluster.Cell(pair, cell)]);
            for (int repeat = 0; repeat < Repeats; repeat++)
            {
                await cluster.LearnAsync(repeat, cell, (Rows, columns));
                await Task.Delay(ScrapeAge);
                double megabytes = await cluster.MegabytesBetweenNodesAsync(), seconds = await cluster.SecondsBetweenNodesAsync();
                await cluster.RefreshAsync(pair, hub);
                await Task.Delay(ScrapeAge);
                megabytes = await cluster.MegabytesBetweenNodesAsync() - megabytes;
                if (megabytes > 0) messages.Add((megabytes, await cluster.SecondsBetweenNodesAsync() - seconds));
            }
        }

        (double Megabytes, double Seconds)[] bySpeed = [.. messages.OrderBy(message => message.Megabytes / message.Seconds)];
        (double median, double took) = bySpeed[bySpeed.Length / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {columns} | {bySpeed.Length} | {median:F1} | {1000 * took:F0} | {median / took:F0} | {bySpeed[^1].Megabytes / bySpeed[^1].Seconds:F0} |"));
    }
}
