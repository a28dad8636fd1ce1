using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Fusion.Ingestion;

/// <summary>How long a small batch takes to be acknowledged, on an idle node and on one that takes large bodies half of the time.</summary>
internal static class LatencyBenchmark
{
    private const int Batches = 1_000;
    private const int Columns = 8;

    /// <summary>Runs it and prints a table.</summary>
    public static async Task<int> RunAsync()
    {
        string path = Path.Combine(Path.GetTempPath(), $"fusion-latency-{Environment.ProcessId}");
        await Samples.WriteAsync(path, "csv", Columns, 64_000_000);
        Body large = Body.Of(path, Body.Csv)[0];
        File.Delete(path);
        using NodeProcess node = await NodeProcess.StartAsync();
        using HttpClient http = new() { Timeout = TimeSpan.FromMinutes(5) };
        foreach (string project in (string[])["small", "large"]) await node.Client(http).CreateProjectAsync(project);
        Console.WriteLine("| a learn of 100 rows x 8 columns, JSON, durable | p50 ms | p99 ms | longest ms |");
        Console.WriteLine("| -- | -- | -- | -- |");
        await MeasureAsync(http, node, "warm-up");
        await MeasureAsync(http, node, "idle");
        using CancellationTokenSource stop = new();
        Task load = HalfLoadAsync(http, node, large, stop.Token);
        await MeasureAsync(http, node, "half load");
        await stop.CancelAsync();
        await load;
        return 0;
    }

    private static async Task MeasureAsync(HttpClient http, NodeProcess node, string name)
    {
        var milliseconds = new double[Batches];
        Body body = Small();
        for (int batch = 0; batch < Batches; batch++)
        {
            var watch = Stopwatch.StartNew();
            await SendAsync(http, node, body, "small");
            milliseconds[batch] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {milliseconds[Batches / 2]:F1} | {milliseconds[Batches * 99 / 100]:F1} | {milliseconds[^1]:F1} |"));
    }

    /// <summary>Sends as long as it pauses.</summary>
    private static async Task HalfLoadAsync(HttpClient http, NodeProcess node, Body body, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            await SendAsync(http, node, body, "large");
            await Task.Delay(watch.Elapsed, CancellationToken.None);
        }
    }

    private static async Task SendAsync(HttpClient http, NodeProcess node, Body body, string project)
    {
        using HttpRequestMessage request = body.ToRequest(node.Url, project, "");
        using HttpResponseMessage response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }

    private static Body Small()
    {
        var random = new Random(1);
        string names = string.Join(',', Enumerable.Range(0, Columns).Select(column => $"\"x{column}\""));
        string types = string.Join(',', Enumerable.Repeat("\"C\"", Columns));
        IEnumerable<string> rows = Enumerable.Range(0, 100).Select(_ => "[" + string.Join(',', Enumerable.Range(0, Columns).Select(_ =>
            string.Create(CultureInfo.InvariantCulture, $"\"{random.NextDouble():F6}\""))) + "]");
        string text = $"{{\"attributeNames\":[{names}],\"attributeTypes\":[{types}],\"data\":[{string.Join(',', rows)}]}}";
        return Body.Make(Encoding.UTF8.GetBytes(text), Body.Json);
    }
}
