using System.Diagnostics;
using System.Globalization;
using Fusion.Benchmarks;
using Fusion.Client;

namespace Fusion.Ingestion;

/// <summary>A node in a process of its own, its data in a temporary folder.</summary>
internal sealed class NodeProcess : IDisposable
{
    public const string Customer = "c1";
    public const string Key = "AAECAwQFBgcICQoLDA0ODw==";

    private readonly string _folder = Directory.CreateTempSubdirectory("fusion-ingestion-").FullName;
    private Process _process;

    private NodeProcess() => _process = StartProcess();

    /// <summary>Where it listens.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{NodeStart.FreePort()}");

    /// <summary>Seconds of processor time used so far.</summary>
    public double CpuSeconds => CpuClock.Of(_process) ?? throw new InvalidOperationException("The node has ended.");

    /// <summary>The most memory it has had, MB.</summary>
    public double PeakMegabytes => Status("VmHWM:") * 1024 / 1e6;

    /// <summary>Bytes on its disk.</summary>
    public long DiskBytes => Directory.EnumerateFiles(_folder).Sum(file => new FileInfo(file).Length);

    public static async Task<NodeProcess> StartAsync()
    {
        var node = new NodeProcess();
        await node.WaitAsync();
        return node;
    }

    /// <summary>A client of its only user.</summary>
    public FusionClient Client(HttpClient http) => new(http, Url, Customer, Key);

    /// <summary>Kills it and starts it anew.</summary>
    public async Task RestartAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = StartProcess();
        await WaitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Process StartProcess()
    {
        string[] arguments = ["serve", "--http", Url.ToString().TrimEnd('/'), "--akka-port", "0", "--data", _folder, "--user", $"{Customer}:{Key}"];
        return Process.Start(new ProcessStartInfo(NodeStart.Executable, arguments) { RedirectStandardOutput = true })!;
    }

    private Task WaitAsync()
    {
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        return NodeStart.WaitAsync(Url);
    }

    private double Status(string key)
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
