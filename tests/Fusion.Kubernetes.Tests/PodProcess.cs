using System.Collections.Concurrent;
using System.Diagnostics;
using Fusion.Campaign;
using Fusion.Client;

namespace Fusion.Kubernetes.Tests;

/// <summary>A container as a process of this machine, with a loopback address of its own: names become addresses, volumes folders, ports stay.</summary>
internal sealed class PodProcess : IAsyncDisposable
{
    private const int HttpPort = 8_080;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<string> _log = [];
    private readonly Process _process;
    private readonly Uri _address;

    private PodProcess(ProcessStartInfo start, Uri address)
    {
        _address = address;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Log => string.Join('\n', _log);

    /// <summary>Starts the executable.</summary>
    /// <param name="environment">Beside what this process has.</param>
    /// <param name="arguments">After <c>fusion</c>.</param>
    /// <param name="address">Where it answers.</param>
    public static PodProcess Start(IReadOnlyDictionary<string, string> environment, string[] arguments, string address)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return new PodProcess(start, new Uri($"http://{address}:{HttpPort}"));
    }

    public FusionClient Client(HttpClient http) => new(http, _address, ClusterNode.Customer, ClusterNode.Key, new FusionClientOptions { MaxAttempts = 5 });

    /// <summary>Waits for what the readiness probe waits for.</summary>
    public async Task WaitUntilReadyAsync(string path)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!await AnswersAsync(path, patience.Token))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The node ended with code {_process.ExitCode}:\n{Log}");
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>SIGTERM, as Kubernetes sends it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<bool> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri(_address, path), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null) _log.Enqueue(line);
    }
}
