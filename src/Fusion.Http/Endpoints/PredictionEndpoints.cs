using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Ingestion;
using Fusion.Http.Mapping;
using Fusion.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Predict rows, predict and learn them at once, and show them as models see them.</summary>
internal static class PredictionEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapPrediction(this IEndpointRouteBuilder api)
    {
        api.MapPost("projects/{pid}/predict/{modelid}", PredictAsync);
        api.MapPost("projects/{pid}/learnpredict/{modelid}", LearnPredictAsync);
        api.MapPost("projects/{pid}/transform", TransformAsync);
    }

    private static async Task<Envelope> PredictAsync(Call call, string pid, string modelid, ProjectGateway gateway, TableReader tables)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        bool impute = call.Query.Flag("impute", false);
        var question = new ProjectProtocol.Predict(project.ProjectId, ModelEndpoints.Existing(modelid), await tables.ReadFrameAsync(call), impute);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.Predicted>(project.Kind, question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> LearnPredictAsync(Call call, string pid, string modelid, ProjectGateway gateway, TableReader tables)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        Call.RequireCell(project);
        if (!ModelId.TryParse(modelid, out ModelId model, out _)) throw new InvalidRequestException($"Error no such model <{modelid}>");
        var plan = new LearnPredictProtocol.LearnPredictPlan(
            call.Query.Flag("predictBeforeLearn", true), call.Query.Flag("rebuildModel", false), KeptColumns(call.Query.Find("keepColumns")));
        var command = new LearnPredictProtocol.LearnPredict(
            project.ProjectId, call.AttemptId, model, await tables.ReadFrameAsync(call), plan, call.Source);
        call.NameGeneratedKey();
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.Predicted>(project.Kind, command, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> TransformAsync(Call call, string pid, ProjectGateway gateway, TableReader tables)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        var question = new TransformProtocol.Transform(project.ProjectId, await tables.ReadFrameAsync(call));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<TransformProtocol.Transformed>(project.Kind, question, call.Aborted), call.Caller);
    }

    private static ImmutableArray<string> KeptColumns(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}
