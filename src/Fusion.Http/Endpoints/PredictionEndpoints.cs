using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Fusion.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Predict rows.</summary>
internal static class PredictionEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapPrediction(this IEndpointRouteBuilder api) => api.MapPost("projects/{pid}/predict/{modelid}", PredictAsync);

    private static async Task<Envelope> PredictAsync(Call call, string pid, string modelid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        if (call.Query.Flag("impute", false)) throw new InvalidRequestException("The parameter impute is [true], which is not supported by this version");
        var question = new ProjectProtocol.Predict(project.ProjectId, ModelEndpoints.Existing(modelid), DataFrameReader.Read(call.Caller.Body));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.Predicted>(project.Kind, question, call.Aborted), call.Caller);
    }
}
