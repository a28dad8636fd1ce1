using System.Security.Cryptography;
using Fusion.Actors.Hosting;
using Fusion.Client;
using Fusion.Http;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Fusion.Node.Security;

namespace Fusion.Node.Demo;

/// <summary>A node in this process on a free loopback port, with a user of its own, and a client that talks to it over HTTP as any client would.</summary>
internal sealed class DemoNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly string? _temporaryFolder;

    private DemoNode(WebApplication app, string? temporaryFolder, string cid, string secretKey)
    {
        _app = app;
        _temporaryFolder = temporaryFolder;
        Url = new Uri(app.Urls.First());
        Cid = cid;
        SecretKey = secretKey;
        Client = new FusionClient(_http, Url, cid, secretKey, new FusionClientOptions { Digest = ContentDigest.Sha256 });
    }

    /// <summary>Where the node answers.</summary>
    public Uri Url { get; }

    /// <summary>The demo's user: a new one each time, so that a data folder can be used again.</summary>
    public string Cid { get; }

    /// <summary>The user's key.</summary>
    public string SecretKey { get; }

    /// <summary>Calls the node as the demo's user.</summary>
    public FusionClient Client { get; }

    /// <summary>Cancelled by Ctrl+C and SIGTERM.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts the node. Settings of the environment don't count, so that the demo is the same everywhere.</summary>
    /// <param name="folder">The data folder; null for a temporary one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DemoNode> StartAsync(string? folder, CancellationToken cancellationToken)
    {
        string? temporary = folder is null ? Directory.CreateTempSubdirectory("fusion-demo-").FullName : null;
        string cid = $"demo-{RandomNumberGenerator.GetHexString(6, lowercase: true)}", secretKey = SecretKeys.New();
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{HttpOptions.Section}:{nameof(HttpOptions.Url)}"] = "http://127.0.0.1:0",
            [$"{ActorsOptions.Section}:{nameof(ActorsOptions.Port)}"] = "0",
            [$"{NodeOptions.Section}:{nameof(NodeOptions.Data)}"] = folder ?? temporary,
            [$"{NodeOptions.Section}:{nameof(NodeOptions.Users)}:0"] = $"{cid}:{secretKey}",
            [$"{AdminOptions.Section}:{nameof(AdminOptions.Url)}"] = AdminOptions.FreeUrl,
            ["Logging:LogLevel:Default"] = "Error", // the demo is a report, not a log
        }).Build();
        (WebApplication app, _) = await NodeHost.StartAsync(settings, cancellationToken);
        return new DemoNode(app, temporary, cid, secretKey);
    }

    /// <summary>Returns when the process is told to stop.</summary>
    public Task WaitForStopAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_temporaryFolder is null) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools(); // Windows deletes no open file
        Directory.Delete(_temporaryFolder, recursive: true);
    }
}
