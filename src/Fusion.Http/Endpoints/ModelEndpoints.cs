using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Dtos;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Fusion.Models;
using Fusion.Models.Code;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Build, show, export, import and delete models, and write them as code.</summary>
internal static class ModelEndpoints
{
    private const double DefaultDelta = 0.01;
    private const int DefaultPasses = 5;
    private const int MostPasses = 1_000;

    /// <summary>Maps them below a customer.</summary>
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        api.MapPost("projects/{pid}/build", BuildAsync);
        api.MapPost("projects/{pid}/reduce", ReduceAsync);
        api.MapGet("projects/{pid}/models/{modelid}", ShowAsync);
        api.MapGet("projects/{pid}/models/{modelid}/code", WriteCodeAsync);
        api.MapGet("projects/{pid}/model/export", ExportAsync);
        api.MapPost("projects/{pid}/model/import", ImportAsync);
        api.MapDelete("projects/{pid}/models/{modelid}", DeleteAsync);
    }

    /// <summary>A model's name from a path; one that can't be a name belongs to no model.</summary>
    /// <exception cref="DeclinedException">It can't be a name.</exception>
    public static ModelId Existing(string modelid) =>
        ModelId.TryParse(modelid, out ModelId id, out _) ? id : throw new DeclinedException(Fault.UnknownModel(modelid));

    private static async Task<Envelope> BuildAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        ModelId model = New(call);
        string algorithm = call.Query.Require("algo");
        bool independent = call.Query.Flag("svdreduce", false);
        MlContext context = ContextReader.ReadOne(call.Caller.Body);
        var build = new ProjectProtocol.BuildModel(project.ProjectId, call.AttemptId, model, algorithm, context, independent);
        return await StartAsync(call, "build", project, build, gateway, jobs);
    }

    private static async Task<Envelope> ReduceAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        ModelId model = New(call);
        call.Query.RequireOnly("algo", Reduction.Algorithm);
        call.Query.RequireOnly("heuristic", "default");
        Reduction reduction = new(call.Query.NonNegative("delta", DefaultDelta), (int)call.Query.Positive("numIterations", DefaultPasses, MostPasses));
        MlContext context = ContextReader.ReadOne(call.Caller.Body);
        var build = new ProjectProtocol.BuildModel(project.ProjectId, call.AttemptId, model, Reduction.Algorithm, context, Reduction: reduction);
        return await StartAsync(call, "reduce", project, build, gateway, jobs);
    }

    /// <summary>A wrong request is answered at once instead of by a job that fails.</summary>
    private static async Task<Envelope> StartAsync(
        Call call, string type, ProjectEntry project, ProjectProtocol.BuildModel build, ProjectGateway gateway, JobStarter jobs)
    {
        var check = new ProjectProtocol.CheckBuild(project.ProjectId, build.Algorithm, build.Context);
        await gateway.AskAsync<ProjectProtocol.BuildPossible>(project.Kind, check, call.Aborted);
        return await jobs.StartAsync(call, type, project.Kind, build);
    }

    private static async Task<Envelope> ShowAsync(Call call, string pid, string modelid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        var question = new ProjectProtocol.GetModel(project.ProjectId, Existing(modelid));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.ModelFound>(project.Kind, question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> WriteCodeAsync(Call call, string pid, string modelid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        string language = call.Query.Require("language");
        ModelCode.Check(language);
        var question = new ProjectProtocol.GetModel(project.ProjectId, Existing(modelid));
        FittedModel model = (await gateway.AskAsync<ProjectProtocol.ModelFound>(project.Kind, question, call.Aborted)).Model;
        return Envelope.Ok(new ValuesDto { String = ModelCode.Write(model, language) });
    }

    private static async Task<Envelope> ExportAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        var question = new ModelExchangeProtocol.ExportModel(project.ProjectId, Existing(call.Query.Require("modelid")));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ModelExchangeProtocol.ModelExported>(project.Kind, question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> ImportAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        ModelId model = New(call);
        var command = new ModelExchangeProtocol.ImportModel(project.ProjectId, call.AttemptId, model, ArchiveReader.Read(call.Caller.Body));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ModelExchangeProtocol.ModelImported>(project.Kind, command, call.Aborted), call.Caller);
    }

    private static ModelId New(Call call) =>
        ModelId.TryParse(call.Query.Require("modelid"), out ModelId model, out string? error) ? model : throw new InvalidRequestException(error);

    private static async Task<Envelope> DeleteAsync(Call call, string pid, string modelid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        var command = new ProjectProtocol.DeleteModel(project.ProjectId, call.AttemptId, Existing(modelid));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.ModelDeleted>(project.Kind, command, call.Aborted), call.Caller);
    }
}
