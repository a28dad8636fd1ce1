using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Fusion.Client;

namespace Fusion.Scaling;

/// <summary>A node of a cluster in a process of its own.</summary>
internal sealed class NodeProcess : IDisposable
{
    public const string Customer = "c1";
    public const string Key = "AAECAwQFBgcICQoLDA0ODw==";

    private const string Executable = "../../../../../src/Fusion.Node/bin/Release/net10.0/fusion";

    private readonly string _folder = Directory.CreateTempSubdirectory("fusion-scaling-").FullName;
    private readonly Process _process;

    private NodeProcess(string database, int port, string[] seeds)
    {
        string executable = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, Executable));
        string[] arguments =
        [
            "serve", "--http", Url.ToString().TrimEnd('/'), "--akka-port", $"{port}", .. seeds, "--data", _folder, "--user", $"{Customer}:{Key}", "--prefetch-min-time", "0",
        ];
        ProcessStartInfo start = new(executable, arguments) { RedirectStandardOutput = true };
        start.Environment["Fusion__Db"] = database;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>Starts a cluster and waits until all its nodes are ready.</summary>
    public static async Task<NodeProcess[]> ClusterAsync(string database, int count)
    {
        int[] ports = [.. Enumerable.Range(0, count).Select(_ => FreePort())];
        string[] seeds = [.. ports.SelectMany(port => (string[])["--seed", $"127.0.0.1:{port}"])];
        NodeProcess[] nodes = new NodeProcess[count];
        for (int node = 0; node < count; node++)
        {
            nodes[node] = new NodeProcess(database, ports[node], seeds);
            await nodes[node].WaitAsync();
        }

        return nodes;
    }

    /// <summary>A client of its only user.</summary>
    public FusionClient Client(HttpClient http) =>
        new(http, Url, Customer, Key, new FusionClientOptions { AttemptTimeout = TimeSpan.FromMinutes(5), Digest = ContentDigest.Sha256 });

    /// <summary>The sum of a counter over its labels.</summary>
    public async Task<double> MetricAsync(HttpClient http, string name)
    {
        string metrics = await http.GetStringAsync(new Uri(Url, "/metrics"));
        return metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal)).Sum(line => double.Parse(line.Split(' ')[1]));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        using HttpClient http = new();
        for (int attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                if ((await http.GetAsync(new Uri(Url, "/healthz/ready"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The node did not start within a minute.");
    }
}
