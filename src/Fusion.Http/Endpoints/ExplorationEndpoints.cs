using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Fusion.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Ask what a project's data are like.</summary>
internal static class ExplorationEndpoints
{
    private const string Peer = "fed_peer_uuid_for_explore";
    private const string Explained = "explainedCovariance";

    /// <summary>Maps them below a customer.</summary>
    public static void MapExploration(this IEndpointRouteBuilder api)
    {
        api.MapPost("projects/{pid}/explore", ExploreAsync);
        api.MapPost("projects/{pid}/vif", (Call call, string pid, ProjectGateway gateway, JobStarter jobs) =>
            StartAsync(call, pid, gateway, jobs, project => new ExplorationProtocol.GetVarianceInflation(project, Contexts(call))));
        api.MapPost("projects/{pid}/explorepca", (Call call, string pid, ProjectGateway gateway, JobStarter jobs) =>
            StartAsync(call, pid, gateway, jobs, project => new ExplorationProtocol.GetPrincipalComponents(project, ComponentsContext(call))));
        api.MapPost("projects/{pid}/exploresvd", (Call call, string pid, ProjectGateway gateway, JobStarter jobs) =>
            StartAsync(call, pid, gateway, jobs, project => new ExplorationProtocol.GetSingularValues(project, Contexts(call), Selecting: false)));
        api.MapPost("projects/{pid}/exploresvdfs", (Call call, string pid, ProjectGateway gateway, JobStarter jobs) =>
            StartAsync(call, pid, gateway, jobs, project => new ExplorationProtocol.GetSingularValues(project, Contexts(call), Selecting: true)));
        api.MapPost("projects/{pid}/densityEstimate", (Call call, string pid, ProjectGateway gateway, JobStarter jobs) =>
            EstimateAsync(call, pid, gateway, jobs, conditional: false));
        api.MapPost("projects/{pid}/conditionalDensityEstimate", (Call call, string pid, ProjectGateway gateway, JobStarter jobs) =>
            EstimateAsync(call, pid, gateway, jobs, conditional: true));
    }

    private static async Task<Envelope> ExploreAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        string metric = call.Query.Require("metric");
        bool leaveOneOut = call.Query.Flag("leaveoneout", false);
        if (AttributeMatrix.IsMetric(metric))
        {
            if (leaveOneOut) throw new InvalidRequestException($"leaveoneout is [true], which is not supported with the metric [{metric}]");
            var matrix = new ExplorationProtocol.GetMatrix(project.ProjectId, metric, Only(Contexts(call)));
            return await AnswerAsync<ExplorationProtocol.MatrixFound>(call, project, gateway, jobs, matrix);
        }

        ExploreMetrics.Find(metric); // told now, and not by a job that fails
        bool withProject = call.Query.Flag("returnProjectInfo", true);
        var question = new ProjectProtocol.Explore(project.ProjectId, metric, Contexts(call), OmitInfo: !withProject, leaveOneOut);
        return await AnswerAsync<ProjectProtocol.Explored>(call, project, gateway, jobs, question);
    }

    private static async Task<Envelope> EstimateAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs, bool conditional)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        var question = new ExplorationProtocol.GetDensities(project.ProjectId, Contexts(call), conditional);
        return await AnswerAsync<ExplorationProtocol.DensitiesFound>(call, project, gateway, jobs, question);
    }

    /// <summary>Answers at once, or with a job when the caller wants one.</summary>
    private static async Task<Envelope> AnswerAsync<TReply>(
        Call call, ProjectEntry project, ProjectGateway gateway, JobStarter jobs, ExplorationProtocol.IQuestion question)
        where TReply : IReply
    {
        ExplorationProtocol.IQuestion asked = InItsTime(call, question);
        if (call.Query.Flag("async", false)) return await jobs.StartAsync(call, "explore", project.Kind, asked);
        IReply reply = asked is ExplorationProtocol.Over
            ? await gateway.AskAsync<ExplorationProtocol.AnsweredOver>(project.Kind, asked, call.Aborted)
            : await gateway.AskAsync<TReply>(project.Kind, asked, call.Aborted);
        return ReplyMapping.ToEnvelope(reply, call.Caller);
    }

    /// <summary>Answers with a job, named after the last part of the path.</summary>
    private static async Task<Envelope> StartAsync(
        Call call, string pid, ProjectGateway gateway, JobStarter jobs, Func<ProjectId, ExplorationProtocol.IQuestion> question)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        return await jobs.StartAsync(call, call.Request.Path.Value!.Split('/')[^1], project.Kind, InItsTime(call, question(project.ProjectId)));
    }

    /// <summary>A question about the rows of an interval where the query names one.</summary>
    private static ExplorationProtocol.IQuestion InItsTime(Call call, ExplorationProtocol.IQuestion question) =>
        Interval.Parse(call.Query.Find("asof"), call.Query.Find("window")) is { } interval
            ? new ExplorationProtocol.Over(question.ProjectId, interval, question)
            : question;

    private static ImmutableArray<MlContext> Contexts(Call call) => [.. ContextReader.ReadMany(call.Caller.Body).Select(WithoutPeer)];

    private static MlContext WithoutPeer(MlContext context) => context.FindParameter(Peer) is { } peer
        ? throw new InvalidRequestException($"{Peer} is '{peer}', but the project has no federation peers")
        : context;

    private static MlContext Only(ImmutableArray<MlContext> contexts) => contexts.Length <= 1
        ? contexts.FirstOrDefault(MlContext.Empty)
        : throw new InvalidRequestException($"values has {contexts.Length} contexts; one is allowed here");

    /// <summary>The context may stand alone; the share to explain is a parameter of the query.</summary>
    private static MlContext ComponentsContext(Call call)
    {
        MlContext context = ContextReader.HasMany(call.Caller.Body) ? Only(Contexts(call)) : WithoutPeer(ContextReader.ReadOne(call.Caller.Body));
        return call.Query.Find(Explained) is { } share ? context with { ExtraParameters = context.ExtraParameters.SetItem(Explained, share) } : context;
    }
}
