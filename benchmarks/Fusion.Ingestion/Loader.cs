using System.Diagnostics;
using System.Globalization;

namespace Fusion.Ingestion;

/// <summary>Sends a file over several connections, in a process of its own. What a sender does once, reading and hashing the file, is done before the clock runs.</summary>
internal static class Loader
{
    /// <summary>Says "ready", waits for a line, sends, and says how many seconds that took.</summary>
    public static async Task<int> RunAsync(string url, string project, (string Path, string ContentType) file, int connections)
    {
        var queue = new Queue<Body>(Body.Of(file.Path, file.ContentType));
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { Timeout = TimeSpan.FromMinutes(10) };
        Console.WriteLine("ready");
        Console.ReadLine();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => SendAsync(http, new Uri(url), project, queue)));
        Console.WriteLine(watch.Elapsed.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task SendAsync(HttpClient http, Uri url, string project, Queue<Body> queue)
    {
        while (true)
        {
            Body? body;
            lock (queue)
            {
                if (!queue.TryDequeue(out body)) return;
            }

            using HttpRequestMessage request = body.ToRequest(url, project, "");
            using HttpResponseMessage response = await http.SendAsync(request);
            if (!response.IsSuccessStatusCode) throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
        }
    }
}
