using System.Diagnostics;

namespace Fusion.Shell.Tests;

/// <summary>A node as its user runs it, on a free port with a data folder of its own; the end of this stops it and removes the folder.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    public const string User = "c1";
    public const string Key = "AAECAwQFBgcICQoLDA0ODw==";
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("fusion-shell-");
    private readonly Process _process;
    private Task _log = Task.CompletedTask;

    private ServedNode() => _process = Process.Start(new ProcessStartInfo(
        "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "fusion.dll"), "serve", "--http", "http://127.0.0.1:0", "--akka-port", "0", "--data", _data.FullName,
            "--user", $"{User}:{Key}",
        ])
    {
        RedirectStandardOutput = true,
        WorkingDirectory = Path.GetTempPath(),
    })!;

    /// <summary>Where the node answers.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Starts a node and waits until it is ready.</summary>
    public static async Task<ServedNode> StartAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        ServedNode node = new();
        await node.ReadUrlAsync(patience.Token);
        using HttpClient http = new();
        while (!(await http.GetAsync(new Uri($"{node.Url}/healthz/ready"), patience.Token)).IsSuccessStatusCode)
            await Task.Delay(50, patience.Token);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _log;
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task ReadUrlAsync(CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            int at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at < 0) continue;
            Url = line[(at + Listening.Length)..].Trim();
            _log = _process.StandardOutput.ReadToEndAsync(CancellationToken.None); // or the pipe fills and the node stops writing its log
            return;
        }

        throw new InvalidOperationException("The node ended before it listened");
    }
}
