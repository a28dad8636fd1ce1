using System.Diagnostics;
using System.Globalization;
using Fusion.Client;

namespace Fusion.Ingestion;

/// <summary>How fast rows come in: every batch signed, on disk before it is acknowledged; and how fast DuckDB makes a covariance of the same rows from a file.</summary>
internal static class RateBenchmark
{
    private const string DuckDb = "../../../../Peers.DuckDb/bin/Release/net10.0/Peers.DuckDb.dll";
    private const int Connections = 2;
    private const long Bytes = 300_000_000;

    // A node that has just started compiles its hot code for another ten to twenty seconds of work; rates are those after it.
    private const int WarmLoads = 25;

    /// <summary>Runs it and prints a table.</summary>
    public static async Task<int> RunAsync(int rounds)
    {
        Console.WriteLine($"Medians of {rounds} rounds; the node, its {Connections} senders and DuckDB (2 threads) on {Environment.ProcessorCount} cores; load average at the start "
            + File.ReadAllText("/proc/loadavg").Split(' ')[0]);
        Console.WriteLine();
        Console.WriteLine("| format | columns | MB | rows/s | MB/s | server CPU s/GB | peak MB | DuckDB rows/s (wall) | / DuckDB | / DuckDB of CPU |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach ((string format, int columns) in ((string, int)[])[("csv", 8), ("csv", 32), ("json", 8), ("doubles", 32), ("decimals", 32)])
        {
            await MeasureAsync(format, columns, rounds);
        }

        return 0;
    }

    private static async Task MeasureAsync(string format, int columns, int rounds)
    {
        string path = Path.Combine(Path.GetTempPath(), $"fusion-ingestion-{Environment.ProcessId}");
        long rows = await Samples.WriteAsync(path, format, columns, Bytes);
        double megabytes = Samples.Files(path).Sum(file => new FileInfo(file).Length) / 1e6;
        List<(double Wall, double Cpu)> ours = [], theirs = [];
        using NodeProcess node = await NodeProcess.StartAsync();
        using HttpClient http = new();
        FusionClient client = node.Client(http);
        await client.CreateProjectAsync("warm");
        for (int load = 0; load < WarmLoads; load++) await LoadAsync(node, "warm", path, format);
        for (int round = 0; round < rounds; round++)
        {
            string project = $"p{round}";
            await client.CreateProjectAsync(project);
            ours.Add(await LoadAsync(node, project, path, format));
            if (format == "csv") theirs.Add(RunDuckDb(path));
            long counted = (await client.DigestAsync(project)).Rows;
            if (counted != rows) throw new InvalidDataException($"{counted} rows instead of {rows}");
        }

        (double wall, double cpu) = (Median(ours.Select(run => run.Wall)), Median(ours.Select(run => run.Cpu)));
        string peer = theirs.Count == 0 ? "| | | " : string.Create(
            CultureInfo.InvariantCulture,
            $"| {rows / Median(theirs.Select(run => run.Wall)):N0} | {Median(ours.Zip(theirs, (a, b) => b.Wall / a.Wall)):F1} | {Median(ours.Zip(theirs, (a, b) => b.Cpu / a.Cpu)):F1} ");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {format} | {columns} | {megabytes:F0} | {rows / wall:N0} | {megabytes / wall:F0} | {1000 * cpu / megabytes:F2} | {node.PeakMegabytes:F0} {peer}|"));
        Samples.Delete(path);
    }

    private static async Task<(double Wall, double Cpu)> LoadAsync(NodeProcess node, string project, string path, string format)
    {
        string library = Path.Combine(AppContext.BaseDirectory, "Fusion.Ingestion.dll");
        string[] arguments = [library, "load", node.Url.ToString(), project, path, Samples.ContentType(format), $"{Connections}"];
        using Process loader = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await loader.StandardOutput.ReadLineAsync();
        double before = node.CpuSeconds;
        await loader.StandardInput.WriteLineAsync();
        string? seconds = await loader.StandardOutput.ReadLineAsync();
        await loader.WaitForExitAsync();
        return (double.Parse(seconds ?? throw new InvalidDataException("The sender failed"), CultureInfo.InvariantCulture), node.CpuSeconds - before);
    }

    private static (double Wall, double Cpu) RunDuckDb(string path)
    {
        var watch = Stopwatch.StartNew();
        string library = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, DuckDb));
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [library, path, "2"]) { RedirectStandardOutput = true })!;
        double cpu = 0;
        while (!process.WaitForExit(20)) cpu = CpuClock.Of(process) ?? cpu; // it is gone with the process
        return (watch.Elapsed.TotalSeconds, cpu);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
