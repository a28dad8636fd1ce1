using Fusion.Http.Authentication;
using Fusion.Http.Endpoints;
using Fusion.Http.Envelopes;
using Fusion.Http.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
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
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HttpOptions>, HttpOptionsValidator>());
        services.AddSingleton<BodyMemory>();
        services.AddSingleton<BodyReader>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<ProjectGateway>();
        services.AddSingleton<JobMemory>();
        services.AddSingleton<JobStarter>();
        services.AddSingleton<CellListReader>();
        return services;
    }

    /// <summary>Authenticates every request below <c>/symetry</c> and turns what goes wrong there into an envelope. Call before the endpoints run.</summary>
    public static IApplicationBuilder UseFusionHttp(this IApplicationBuilder app) =>
        app.UseMiddleware<ErrorMiddleware>().UseMiddleware<AuthenticationMiddleware>();

    /// <summary>Maps all endpoints of the interface.</summary>
    public static IEndpointRouteBuilder MapFusionApi(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapGroup("/symetry/rest/{cid}");
        api.MapProjects();
        api.MapRows();
        api.MapExploration();
        api.MapDrift();
        api.MapModels();
        api.MapPrediction();
        api.MapJobs();
        api.MapFusions();
        api.MapUnsupported();
        endpoints.MapProjectAlias();
        return endpoints;
    }
}
