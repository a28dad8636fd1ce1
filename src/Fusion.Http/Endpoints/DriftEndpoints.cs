using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Fusion.Models;
using Fusion.Models.Drift;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Compare the data of two projects.</summary>
internal static class DriftEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapDrift(this IEndpointRouteBuilder api) => api.MapPost("projects/dataDrift", MeasureAsync);

    private static async Task<Envelope> MeasureAsync(Call call, ProjectGateway gateway)
    {
        MlContext context = ContextReader.ReadOne(call.Caller.Body);
        DriftRequest request = DriftRequest.Read(context);
        ProjectEntry baseline = await gateway.FindProjectAsync(call, request.Baseline);
        ProjectEntry? analysis = request.Analysis == DriftRequest.EmbeddedWindow ? null : await gateway.FindProjectAsync(call, request.Analysis);
        var question = new DriftProtocol.MeasureDrift(baseline.ProjectId, analysis, context);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<DriftProtocol.DriftMeasured>(baseline.Kind, question, call.Aborted), call.Caller);
    }
}
