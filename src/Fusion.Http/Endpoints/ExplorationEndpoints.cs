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
        var question = new ProjectProtocol.Explore(project.ProjectId, call.Query.Require("metric"), ContextReader.ReadMany(call.Caller.Body));
        bool withProject = call.Query.Flag("returnProjectInfo", true);
        if (call.Query.Flag("async", false)) return await jobs.StartAsync(call, "explore", project.Kind, question);
        Envelope answer = ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.Explored>(project.Kind, question, call.Aborted), call.Caller);
        return withProject ? answer : answer with { Values = answer.Values with { SmlInfo = null } };
    }
}
