using System.Net;
using Akka.Actor;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Admin;

/// <summary>
/// Answers operators on a listener of its own: a second web server beside the public one, so that no path of the one is ever served by the other. It leaves its
/// address in the data folder, where <c>fusion cluster</c> finds it.
/// </summary>
internal sealed class AdminServer(IServiceProvider services, IOptions<AdminOptions> options, DataFolder folder, ILogger<AdminServer> logger) : IHostedService
{
    private const int MostConnections = 64;
    private const int LongestBody = 4_096; // nothing is asked by a body

    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        File.Delete(folder.AdminUrl); // of a node that was killed
        string url = options.Value.Url;
        if (url == AdminOptions.Off) return;
        _app = url == AdminOptions.Auto
            ? await TryStartAsync(AdminOptions.DefaultUrl, cancellationToken) ?? await TryStartAsync(AdminOptions.FreeUrl, cancellationToken)
            : await TryStartAsync(url, cancellationToken);
        if (_app is null) throw new NodeException($"Can't listen on {url} ({AdminOptions.Section}:{nameof(AdminOptions.Url)}): the address is taken");
        string listening = _app.Urls.First();
        DataFolder.CreateFile(folder.AdminUrl);
        await File.WriteAllTextAsync(folder.AdminUrl, $"{listening}\n", cancellationToken);
        NodeLog.AdminListens(logger, listening);
        if (!IsLoopback(new Uri(listening))) NodeLog.AdminOpen(logger, listening);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is null) return;
        File.Delete(folder.AdminUrl);
        await _app.StopAsync(cancellationToken);
        await _app.DisposeAsync();
        _app = null;
    }

    private static bool IsLoopback(Uri url) => url.IsLoopback || (IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>A server that listens; null when the address is taken.</summary>
    private async Task<WebApplication?> TryStartAsync(string url, CancellationToken cancellationToken)
    {
        WebApplication app = Build(url);
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            return null;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private WebApplication Build(string url)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxConcurrentConnections = MostConnections;
            server.Limits.MaxRequestBodySize = LongestBody;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(services.GetRequiredService<ILogger<AdminGuard>>()); // and no other log: one server says that it listens
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            foreach (var converter in AdminJson.Options.Converters) json.SerializerOptions.Converters.Add(converter);
        });
        builder.Services.AddSingleton(services.GetRequiredService<ActorSystem>());
        builder.Services.AddSingleton(AdminToken.Open(options.Value, folder));
        builder.Services.AddSingleton(services.GetRequiredService<IParcelService>());
        builder.Services.AddSingleton<Questions>();
        builder.Services.AddSingleton<ShardSurvey>();
        builder.Services.AddSingleton<ClusterInspector>();
        builder.Services.AddSingleton<EntityInspector>();
        builder.Services.AddSingleton(new LogLevels(services.GetRequiredService<ActorSystem>(), services.GetRequiredService<IConfiguration>()));

        WebApplication app = builder.Build();
        app.UseMiddleware<AdminGuard>();
        app.MapAdmin();
        app.Urls.Add(url);
        return app;
    }
}
