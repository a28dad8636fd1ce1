using Akka.Actor;
using Fusion.Campaign;
using Fusion.Node.Hosting;
using Fusion.Node.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Postgres.Tests;

/// <summary>A node of a cluster in this process. The end of this ends it, gracefully, if it has not ended before.</summary>
internal sealed class NodeInProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TempFolder _temp = new();
    private readonly Dictionary<string, string?> _settings;
    private readonly int _port;
    private WebApplication? _app;

    private NodeInProcess(string database, int[] ports, int port)
    {
        _port = port;
        _settings = new Dictionary<string, string?>
        {
            ["Fusion:Http:Url"] = Url.ToString(),
            ["Fusion:Admin:Url"] = "http://127.0.0.1:0",
            ["Fusion:Actors:Port"] = $"{port}",
            ["Fusion:Data"] = Data,
            ["Fusion:Db"] = database,
            ["Fusion:Users:0"] = $"{ClusterNode.Customer}:{ClusterNode.Key}",
            ["Logging:LogLevel:Default"] = "Critical",
        };
        for (int seed = 0; seed < ports.Length; seed++) _settings[$"Fusion:Actors:Seeds:{seed}"] = $"127.0.0.1:{ports[seed]}";
    }

    /// <summary>Where it answers.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{ClusterNode.FreePort()}");

    /// <summary>Its data folder.</summary>
    public string Data => _temp["data"];

    /// <summary>Its address as a member.</summary>
    public string Member => $"akka.tcp://fusion@127.0.0.1:{_port}";

    /// <summary>The nodes of a cluster, not started yet; the first one founds it.</summary>
    public static NodeInProcess[] Cluster(string database, int count)
    {
        int[] ports = [.. Enumerable.Range(0, count).Select(_ => ClusterNode.FreePort()).Order()];
        return [.. ports.Select(port => new NodeInProcess(database, ports, port))];
    }

    /// <summary>Starts it and waits until it is a member and ready.</summary>
    public async Task StartAsync()
    {
        (_app, _) = await NodeHost.StartAsync(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build(), CancellationToken.None);
        using CancellationTokenSource patience = new(Patience);
        using HttpClient http = new();
        while (true)
        {
            using HttpResponseMessage health = await http.GetAsync(new Uri(Url, "/healthz/ready"), patience.Token);
            if (await health.Content.ReadAsStringAsync(patience.Token) == "Healthy") return;
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Hands its entities over and ends, as on SIGTERM.</summary>
    public async Task LeaveAsync()
    {
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Ends its actors where they stand: nobody hears that it goes, nothing is handed over.</summary>
    public async Task CrashAsync()
    {
        ((ExtendedActorSystem)_app!.Services.GetRequiredService<ActorSystem>()).Abort();
        await LeaveAsync(); // of what is left: it listens no more
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _temp.Dispose();
    }
}
