using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Fusion.Client;

namespace Fusion.Cluster.Tests.Support;

/// <summary>A node as its user runs it: a process of its own with a data folder of its own. Ending this ends both.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    public const string Customer = "c1";
    public const string Key = "AAECAwQFBgcICQoLDA0ODw==";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient _http = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("fusion-node-");
    private readonly int _port = FreePort();
    private readonly string[] _arguments;
    private Process? _process;

    private NodeProcess(string[] arguments) => _arguments = arguments;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public string DataFolder => _data.FullName;

    /// <summary>Starts a node with one user and waits until it is ready.</summary>
    public static async Task<NodeProcess> StartAsync(params string[] arguments)
    {
        NodeProcess node = new(arguments);
        await node.StartAsync();
        return node;
    }

    /// <summary>Starts the process on the same folder and port; waits until it is ready.</summary>
    public async Task StartAsync()
    {
        Launch();
        using CancellationTokenSource patience = new(Patience);
        while (!await IsReadyAsync(patience.Token))
        {
            Assert.False(_process!.HasExited, $"The node ended with code {(_process.HasExited ? _process.ExitCode : 0)} before it was ready");
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Starts the process on the same folder and port.</summary>
    public void Launch() => _process = Launch(
        ["serve", "--http", Address.ToString(), "--data", DataFolder, "--akka-port", "0", "--user", $"{Customer}:{Key}", .. _arguments]);

    /// <summary>Waits until <c>/healthz/ready</c> says something; gives all that it says.</summary>
    public async Task<string> WaitForHealthAsync(string text)
    {
        using CancellationTokenSource patience = new(Patience);
        while (true)
        {
            string health = await HealthAsync(patience.Token) ?? "";
            if (health.Contains(text, StringComparison.Ordinal)) return health;
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Runs one command of the same executable, which is refused; gives what it says on standard error.</summary>
    public static async Task<string> RefusalOfAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. arguments]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        return said;
    }

    /// <summary>Runs one command of the same executable to its end.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using Process process = Launch(arguments);
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>kill -9: no goodbye, no flush.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public FusionClient Client(string customer = Customer, string key = Key) =>
        new(_http, Address, customer, key, new FusionClientOptions { MaxAttempts = 1, AttemptTimeout = TimeSpan.FromSeconds(30) });

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        _http.Dispose();
        _data.Delete(recursive: true);
    }

    private static Process Launch(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        Process process = Process.Start(start)!;
        if (arguments[0] == "serve")
        {
            process.OutputDataReceived += (_, _) => { }; // read and dropped, or the pipe fills and the node stops writing its log
            process.BeginOutputReadLine();
        }

        return process;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        string? health = await HealthAsync(cancellationToken);
        return health is not null && !health.StartsWith("Unhealthy", StringComparison.Ordinal);
    }

    private async Task<string?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri(Address, "/healthz/ready"), cancellationToken);
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null; // not listening yet
        }
    }
}
