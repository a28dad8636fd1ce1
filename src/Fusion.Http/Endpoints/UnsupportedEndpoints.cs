using Fusion.Contracts.Projects;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Http.Endpoints;

/// <summary>
/// Documented operations that this version does not perform. They answer an unknown project, and a fusion project that never could, as documented; else
/// they say what is not supported, instead of 404.
/// </summary>
internal static class UnsupportedEndpoints
{
    // What needs rows of its own: a fusion project owns none.
    private static readonly string[] NeverOnFusion =
    [
        "addds/{dsname}", "detachds/{dsname}", "dss/{dsname}/learn", "dss/{dsname}/forget", "streams/{**rest}",
    ];

    private static readonly string[] OnAnyProject =
    [
        "encoderAssign", "dss/predict/{modelid}", "kmeansOptimize", "selectModel/{dsid?}", "autoSelect/{dsid?}",
    ];

    /// <summary>Maps them below a customer.</summary>
    public static void MapUnsupported(this IEndpointRouteBuilder api)
    {
        foreach (string operation in NeverOnFusion)
            api.Map($"projects/{{pid}}/{operation}", context => RefuseOnProjectAsync(context, neverOnFusion: true));
        foreach (string operation in OnAnyProject)
            api.Map($"projects/{{pid}}/{operation}", context => RefuseOnProjectAsync(context, neverOnFusion: false));
    }

    private static async Task RefuseOnProjectAsync(HttpContext context, bool neverOnFusion)
    {
        ProjectGateway gateway = context.RequestServices.GetRequiredService<ProjectGateway>();
        ProjectEntry project = await gateway.FindProjectAsync(Call.Of(context), (string)context.GetRouteValue("pid")!);
        if (neverOnFusion) Call.RequireCell(project);
        await RefuseAsync(context);
    }

    private static Task RefuseAsync(HttpContext context) =>
        Envelope.BadRequest($"{context.Request.Method} {context.Request.Path} is not supported by this version").ExecuteAsync(context);
}
