using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Learn and forget rows.</summary>
internal static class RowEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapRows(this IEndpointRouteBuilder api)
    {
        api.MapPost("projects/{pid}/learn", LearnAsync);
        api.MapPost("projects/{pid}/forget", ForgetAsync);
    }

    private static Task<Envelope> LearnAsync(Call call, string pid, ShardRegions regions, JobStarter jobs) =>
        UpdateAsync(call, pid, forget: false, regions, jobs);

    private static Task<Envelope> ForgetAsync(Call call, string pid, ShardRegions regions, JobStarter jobs) =>
        UpdateAsync(call, pid, forget: true, regions, jobs);

    private static async Task<Envelope> UpdateAsync(Call call, string pid, bool forget, ShardRegions regions, JobStarter jobs)
    {
        ProjectEntry project = await regions.FindProjectAsync(call, pid);
        Call.RequireCell(project);
        bool asynchronous = call.Query.Flag("async", false);
        var command = new CellProtocol.UpdateRows(project.ProjectId, call.AttemptId, forget, DataFrameReader.Read(call.Caller.Body), call.Source);
        return asynchronous
            ? await jobs.StartAsync(call, forget ? "forget" : "learn", project.Kind, command)
            : ReplyMapping.ToEnvelope(await regions.AskAsync<CellProtocol.RowsUpdated>(project.Kind, command, call.Aborted), call.Caller);
    }
}
