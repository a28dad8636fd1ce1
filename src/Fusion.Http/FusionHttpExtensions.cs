using Fusion.Http.Authentication;
using Fusion.Http.Connections;
using Fusion.Http.Endpoints;
using Fusion.Http.Envelopes;
using Fusion.Http.Ingestion;
using Fusion.Http.OpenApi;
using Fusion.Http.Readers;
using Fusion.Http.Telemetry;
using Fusion.Http.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Fusion.Http;

/// <summary>What a host calls to serve the REST interface.</summary>
public static class FusionHttpExtensions
{
    /// <summary>
    /// Registers the REST layer with its options. The host adds an <c>IUserDirectory</c>, an <c>ISecretProtector</c> and the shard regions'
    /// <c>IRequiredActor</c>s.
    /// </summary>
    public static IServiceCollection AddFusionHttp(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<HttpOptions>().BindConfiguration(HttpOptions.Section).ValidateOnStart();
        services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<HttpOptions>>((server, http) =>
                (server.Limits.MaxConcurrentConnections, server.Limits.MaxConcurrentUpgradedConnections) = (http.Value.MaxConnections, http.Value.MaxSockets));
        services.AddOptions<WebSocketOptions>().Configure<IOptions<HttpOptions>>((sockets, http) => sockets.KeepAliveInterval = http.Value.SocketKeepAlive);
        services.Replace(ServiceDescriptor.Singleton<IMemoryPoolFactory<byte>>(new LargeBlocks()));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HttpOptions>, HttpOptionsValidator>());
        services.AddSingleton<BodyMemory>();
        services.AddSingleton<BodyReader>();
        services.AddSingleton<HttpMeter>();
        services.AddSingleton<ReplayCache>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<ProjectGateway>();
        services.AddSingleton<JobMemory>();
        services.AddSingleton<JobStarter>();
        services.AddSingleton<TableReader>();
        services.AddSingleton<RowIngestion>();
        services.AddSingleton<RowSender>();
        services.AddSingleton<CellListReader>();
        services.AddSingleton<SocketWork>();
        services.AddSingleton<SocketCounts>();
        services.AddOpenApi(options => options.AddDocumentTransformer<DocumentTransformer>());
        return services;
    }

    /// <summary>Authenticates every request below <c>/symetry</c> and turns what goes wrong there into an envelope. Call before the endpoints run.</summary>
    public static IApplicationBuilder UseFusionHttp(this IApplicationBuilder app) =>
        app.UseWebSockets().UseMiddleware<ErrorMiddleware>().UseMiddleware<AuthenticationMiddleware>();

    /// <summary>Maps all endpoints of the interface.</summary>
    public static IEndpointRouteBuilder MapFusionApi(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapGroup("/symetry/rest/{cid}");
        api.MapProjects();
        api.MapLifeCycle();
        api.MapRows();
        api.MapExploration();
        api.MapDrift();
        api.MapValidation();
        api.MapModels();
        api.MapPrediction();
        api.MapJobs();
        api.MapFusions();
        api.MapUnsupported();
        endpoints.MapProjectAlias();
        endpoints.MapSockets();
        endpoints.MapSingleSignOn();
        endpoints.MapDocumentation();
        return endpoints;
    }
}
