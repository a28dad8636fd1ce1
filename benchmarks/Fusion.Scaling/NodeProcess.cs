using System.Diagnostics;
using Fusion.Benchmarks;
using Fusion.Client;

namespace Fusion.Scaling;

/// <summary>A node of a cluster in a process of its own.</summary>
internal sealed class NodeProcess : IDisposable
{
    public const string Customer = "c1";
    public const string Key = "AAECAwQFBgcICQoLDA0ODw==";

    private readonly string _folder = Directory.CreateTempSubdirectory("fusion-scaling-").FullName;
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    public NodeProcess(string database, int port, string[] seeds)
    {
        string[] arguments =
        [
            "serve", "--http", Url.ToString().TrimEnd('/'), "--akka-port", $"{port}", .. seeds,
            "--data", _folder, "--user", $"{Customer}:{Key}", "--prefetch-min-time", "0",
        ];
        ProcessStartInfo start = new(NodeStart.Executable, arguments) { RedirectStandardOutput = true };
        start.Environment["Fusion__Db"] = database;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{NodeStart.FreePort()}");

    /// <summary>A client of its only user.</summary>
    public FusionClient Client(HttpClient http) =>
        new(http, Url, Customer, Key, new FusionClientOptions { AttemptTimeout = TimeSpan.FromMinutes(5), Digest = ContentDigest.Sha256 });

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
