using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Ask metrics of a project.</summary>
internal static class ExplorationEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapExploration(this IEndpointRouteBuilder api) => api.MapPost("projects/{pid}/explore", ExploreAsync);

    private static async Task<Envelope> ExploreAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        string metric = call.Query.Require("metric");
        bool withProject = call.Query.Flag("returnProjectInfo", true);
        var question = new ProjectProtocol.Explore(project.ProjectId, metric, ContextReader.ReadMany(call.Caller.Body), OmitInfo: !withProject);
        return call.Query.Flag("async", false)
            ? await jobs.StartAsync(call, "explore", project.Kind, question)
            : ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.Explored>(project.Kind, question, call.Aborted), call.Caller);
    }
}
