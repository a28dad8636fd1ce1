using System.Diagnostics;
using System.Globalization;

namespace Fusion.Ingestion;

/// <summary>How long a node takes to answer again that was killed after it had learned many gigabytes.</summary>
internal static class RestartBenchmark
{
    private const int Columns = 32;

    /// <summary>Runs it and prints what it found.</summary>
    /// <param name="bytes">How much is learned before.</param>
    public static async Task<int> RunAsync(long bytes)
    {
        string path = Path.Combine(Path.GetTempPath(), $"fusion-restart-{Environment.ProcessId}");
        await Samples.WriteAsync(path, "csv", Columns, 300_000_000);
        Body[] bodies = Body.Of(path, Body.Csv);
        File.Delete(path);
        using NodeProcess node = await NodeProcess.StartAsync();
        using HttpClient http = new() { Timeout = TimeSpan.FromMinutes(10) };
        await node.Client(http).CreateProjectAsync("p");
        long sent = 0;
        for (int next = 0; sent < bytes; next = (next + 1) % bodies.Length)
        {
            using HttpRequestMessage request = bodies[next].ToRequest(node.Url, "p", "");
            using HttpResponseMessage response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            sent += bodies[next].Bytes.Length;
        }

        long rows = (await node.Client(http).DigestAsync("p")).Rows, disk = node.DiskBytes;
        var watch = Stopwatch.StartNew();
        await node.RestartAsync();
        double ready = watch.Elapsed.TotalSeconds;
        long after = (await node.Client(http).DigestAsync("p")).Rows;
        if (after != rows) throw new InvalidDataException($"{after} rows instead of {rows}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sent / 1e9:F1} GB of CSV, {rows:N0} rows of {Columns} columns, learned; {disk / 1e6:F1} MB on disk. After kill -9 ready in {ready:F1} s, "
            + $"answers from the cell in {watch.Elapsed.TotalSeconds:F1} s."));
        return 0;
    }
}
