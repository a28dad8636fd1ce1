using Fusion.Contracts.Projects;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>
/// Documented operations that this version does not perform. They answer an unknown project, and a fusion project that never could, as documented; else they say
/// what is not supported, instead of 404.
/// </summary>
internal static class UnsupportedEndpoints
{
    // What needs rows of its own: a fusion project owns none.
    private static readonly string[] NeverOnFusion =
    [
        "learnpredict/{modelid}", "addds/{dsname}", "detachds/{dsname}", "dss/{dsname}/learn", "dss/{dsname}/forget", "getDsLog", "getLFStats",
        "streams/{**rest}", "export", "import", "merge",
    ];

    private static readonly string[] OnAnyProject =
    [
        "save", "freeze", "unfreeze", "rename", "encoderAssign", "unload", "histogramEnable", "transform", "vif", "explorepca", "exploresvd", "exploresvdfs",
        "densityEstimate", "conditionalDensityEstimate", "dss/predict/{modelid}", "reduce", "kmeansOptimize", "selectModel/{dsid?}", "autoSelect/{dsid?}",
        "models/{modelid}/code", "model/export", "model/import",
    ];

    /// <summary>Maps them below a customer.</summary>
    public static void MapUnsupported(this IEndpointRouteBuilder api)
    {
        foreach (string operation in NeverOnFusion)
            api.Map($"projects/{{pid}}/{operation}", (Call call, string pid, ProjectGateway gateway) => RefuseAsync(call, pid, gateway, neverOnFusion: true));
        foreach (string operation in OnAnyProject)
            api.Map($"projects/{{pid}}/{operation}", (Call call, string pid, ProjectGateway gateway) => RefuseAsync(call, pid, gateway, neverOnFusion: false));
        api.MapGet("projects/info", Refuse);
        api.MapPost("projects/dataDrift", Refuse);
        api.MapGet("jobs", Refuse);
    }

    private static async Task<Envelope> RefuseAsync(Call call, string pid, ProjectGateway gateway, bool neverOnFusion)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        if (neverOnFusion) Call.RequireCell(project);
        return Refuse(call);
    }

    private static Envelope Refuse(Call call) =>
        Envelope.BadRequest($"{call.Request.Method} {((RouteEndpoint)call.Request.HttpContext.GetEndpoint()!).RoutePattern.RawText} is not supported by this version");
}
