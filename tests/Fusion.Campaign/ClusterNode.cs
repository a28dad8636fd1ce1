using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fusion.Client;

namespace Fusion.Campaign;

/// <summary>A node as its user runs it: a process of its own with a data folder of its own. The end of this ends both.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    public const string Customer = "c1";
    public const string Key = "AAECAwQFBgcICQoLDA0ODw==";
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient _http = new();
    private readonly DirectoryInfo? _ownFolder;
    private readonly string _folder;
    private readonly string _db;
    private readonly string[] _arguments;
    private readonly ConcurrentQueue<string> _log = [];
    private readonly int _port = FreePort();
    private readonly IReadOnlyDictionary<string, string> _settings;
    private Process? _process;
    private (string Host, string[] Within) _place = ("127.0.0.1", []);

    private ClusterNode(string db, string[] arguments, string? folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        _settings = settings ?? new Dictionary<string, string>();
        _db = db;
        _arguments = arguments;
        if (folder is null) _ownFolder = Directory.CreateTempSubdirectory("fusion-campaign-");
        _folder = folder ?? _ownFolder!.FullName;
    }

    public Uri Address => new($"http://{_place.Host}:{_port}");

    public string DataFolder => _folder;

    public bool HasExited => _process is null or { HasExited: true };

    /// <summary>What it ended with.</summary>
    public int ExitCode => _process!.ExitCode;

    /// <summary>The most memory it has had, MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            string line = File.ReadLines($"/proc/{_process!.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
    }

    /// <summary>The end of its log.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>A node of its own, not started yet.</summary>
    public static ClusterNode Alone(string db, string? folder = null) => new(db, ["--akka-port", "0"], folder);

    /// <summary>
    /// The nodes of a cluster, not started yet; the first one founds it, and being first in order it outlives the other one of two. Settings are variables of
    /// their environment.
    /// </summary>
    public static ClusterNode[] Cluster(string db, int count, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (count == 1) return [Alone(db)];
        return Cluster(db, [.. Enumerable.Range(0, count).Select(_ => FreePort()).Order()], settings);
    }

    /// <summary>The same on these ports.</summary>
    public static ClusterNode[] Cluster(string db, int[] ports, IReadOnlyDictionary<string, string>? settings = null)
    {
        string[] seeds = [.. ports.SelectMany(port => (string[])["--seed", $"127.0.0.1:{port}"])];
        return [.. ports.Select(port => new ClusterNode(db, ["--akka-port", $"{port}", .. seeds], null, settings))];
    }

    /// <summary>The nodes of a cluster in a network in which they can lose each other.</summary>
    public static ClusterNode[] Cluster(string db, int count, NodeNetwork network)
    {
        int port = FreePort();
        string[] seeds = [.. Enumerable.Range(0, count).SelectMany(node => (string[])["--seed", $"{network.AddressOf(node)}:{port}"])];
        return
        [
            .. Enumerable.Range(0, count).Select(node =>
                new ClusterNode(db, ["--akka-host", network.AddressOf(node), "--akka-port", $"{port}", .. seeds], null)
                {
                    _place = (network.AddressOf(node), network.Within(node)),
                }),
        ];
    }

    /// <summary>Starts the process on the same folder and ports.</summary>
    public void Launch()
    {
        ProcessStartInfo start = Command(["serve", "--http", Address.ToString(), "--user", $"{Customer}:{Key}", .. _arguments]);
        start.RedirectStandardError = true;
        start.Environment["Fusion__Db"] = _db; // a password is no argument that others see in the list of processes
        foreach ((string name, string value) in _settings) start.Environment[name] = value;
        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs a command of the shell where the node is, on its data folder.</summary>
    public async Task<(int Code, string Output)> RunAsync(params string[] verb)
    {
        using Process process = Process.Start(Command(verb))!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Waits until the node is ready and without any complaint.</summary>
    public async Task WaitUntilHealthyAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        while (await HealthAsync(patience.Token) != "Healthy")
        {
            if (HasExited) throw new InvalidOperationException($"The node ended with code {_process!.ExitCode} before it was ready:\n{Log}");
            await Task.Delay(50, patience.Token);
        }
    }

    public async Task StartAsync()
    {
        Launch();
        await WaitUntilHealthyAsync();
    }

    /// <summary>What <c>/healthz/ready</c> says; empty when it does not.</summary>
    public async Task<string> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri(Address, "/healthz/ready"), cancellationToken);
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return "";
        }
    }

    /// <summary>kill -9: no goodbye, no flush.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await SignalAsync("-TERM");
        await WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process!.WaitForExitAsync(cancellationToken);

    /// <summary>Stops the process as a whole: it answers nothing and knows nothing of it.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>Lets a frozen process go on.</summary>
    public Task WakeAsync() => SignalAsync("-CONT");

    public FusionClient Client(HttpClient http, TimeSpan timeout) => ClientOf(http, Address, timeout);

    /// <summary>A client of any node that has the same user.</summary>
    public static FusionClient ClientOf(HttpClient http, Uri node, TimeSpan timeout) => new(
        http, node, Customer, Key, new FusionClientOptions { MaxAttempts = 1, AttemptTimeout = timeout, Digest = ContentDigest.Sha256 });

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        _http.Dispose();
        _ownFolder?.Delete(recursive: true);
    }

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private ProcessStartInfo Command(params string[] verb)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. verb, "--data", _folder];
        string[] placed = _place.Within.Length == 0 ? command : ["ip", .. _place.Within, .. command];
        return new ProcessStartInfo(placed[0], placed[1..]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _log.Enqueue(line);
        while (_log.Count > KeptLines) _log.TryDequeue(out _);
    }
}
