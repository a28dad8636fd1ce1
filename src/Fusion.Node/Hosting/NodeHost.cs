using Fusion.Actors.Hosting;
using Fusion.Contracts.Services;
using Fusion.Http;
using Fusion.Node.Admin;
using Fusion.Node.Options;
using Fusion.Node.Security;
using Fusion.Node.Telemetry;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Hosting;

/// <summary>Puts a node together.</summary>
internal static partial class NodeHost
{
    private const string LivenessTag = "liveness"; // as Akka.Hosting tags its own check

    /// <summary>Starts a node; it answers when this returns.</summary>
    /// <param name="configuration">All settings, see <see cref="NodeConfiguration"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The running node, and the user that this start created, if it did.</returns>
    /// <exception cref="OptionsValidationException">A setting is not allowed.</exception>
    /// <exception cref="NodeException">The node can't start, for a reason in one line.</exception>
    public static async Task<(WebApplication App, UserCredential? Created)> StartAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        NodeOptions options = Settings.Read<NodeOptions>(configuration, NodeOptions.Section);
        IConfiguration complete = WithStore(configuration, options);
        SharedStore.Ensure(Settings.Read<ActorsOptions>(complete, ActorsOptions.Section)); // before anything is written
        DataFolder folder = DataFolder.Open(options.Data);
        Vault vault = await Vault.OpenAsync(options.Db, () => folder, cancellationToken);
        WebApplication app = Build(complete, folder, vault);
        try
        {
            _ = app.Services.GetRequiredService<FolderLock>();
            EnsurePortsFree(app);
            UserCredential? created = await app.Services.PrepareUsersAsync(options.Users, app.Logger, cancellationToken);
            await app.Services.OpenFusionStorageAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
            return (app, created);
        }
        catch (StorageException cause)
        {
            await app.DisposeAsync();
            throw new NodeException(cause.Message, cause);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings, with the store that they name in the actors' own terms.</summary>
    private static IConfigurationRoot WithStore(IConfiguration configuration, NodeOptions options)
    {
        (StorageKind kind, string connectionString) = DatabaseAddress.Of(options.Db, DataFolder.At(options.Data).Journal);
        return new ConfigurationBuilder()
            .AddInMemoryCollection(Values(configuration))
            .AddInMemoryCollection(
            [
                new($"{ActorsOptions.Section}:{nameof(ActorsOptions.Storage)}", kind.ToString()),
                new($"{ActorsOptions.Section}:{nameof(ActorsOptions.ConnectionString)}", connectionString),
            ])
            .Build();
    }

    /// <summary>What is set; chained, an empty value would count as absent.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Values(IConfiguration configuration) =>
        configuration.AsEnumerable().Where(pair => pair.Value is not null);

    private static WebApplication Build(IConfiguration configuration, DataFolder folder, Vault vault)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Values(configuration));
        builder.Services.AddSettings<NodeOptions>(builder.Configuration, NodeOptions.Section);
        builder.Services.AddSettings<AdminOptions>(builder.Configuration, AdminOptions.Section);
        builder.Services.AddSettings<ActorsOptions>(builder.Configuration, ActorsOptions.Section);
        builder.Services.AddSettings<CompatibilityOptions>(builder.Configuration, CompatibilityOptions.Section);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton(_ => FolderLock.Take(folder)); // given back when the host is disposed of
        builder.Services.AddSecurity(builder.Configuration, vault);
        builder.Services.AddSingleton<IHostDirectory, HostDirectory>();
        builder.Services.AddSingleton<SharedStore>();
        builder.Services.AddSingleton<IStoreRefusal>(provider => provider.GetRequiredService<SharedStore>());
        builder.Services.AddFusionActors();
        builder.Services.AddHostedService<AdminServer>(); // after the actors, which it asks
        AddPetabridgeCmd(builder.Services);
        builder.Services.AddFusionHttp();
        builder.Services.AddNodeTelemetry(builder.Configuration);

        WebApplication app = builder.Build();
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivenessTag) });
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = HealthText.WriteAsync });
        app.MapNodeTelemetry();
        app.UseFusionHttp();
        app.MapFusionApi();
        foreach (string url in Urls(app))
            app.Urls.Add(url);
        return app;
    }

    /// <summary>Does something in a build with <c>-p:PetabridgeCmd=true</c> only.</summary>
    static partial void AddPetabridgeCmd(IServiceCollection services);

    private static void EnsurePortsFree(WebApplication app)
    {
        foreach (string url in Urls(app))
        {
            var address = BindingAddress.Parse(url);
            PortProbe.EnsureFree(address.Host, address.Port, $"{HttpOptions.Section}:{nameof(HttpOptions.Url)}");
        }

        if (Uri.TryCreate(app.Services.GetRequiredService<IOptions<AdminOptions>>().Value.Url, UriKind.Absolute, out Uri? admin))
            PortProbe.EnsureFree(admin.Host, admin.Port, $"{AdminOptions.Section}:{nameof(AdminOptions.Url)}");
        ActorsOptions actors = app.Services.GetRequiredService<IOptions<ActorsOptions>>().Value;
        PortProbe.EnsureFree(actors.ListenHost, actors.Port, $"{ActorsOptions.Section}:{nameof(ActorsOptions.Port)}");
    }

    private static string[] Urls(WebApplication app) =>
        app.Services.GetRequiredService<IOptions<HttpOptions>>().Value.Url.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
