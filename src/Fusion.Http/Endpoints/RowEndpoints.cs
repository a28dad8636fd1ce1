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

    private static Task<Envelope> LearnAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs) =>
        UpdateAsync(call, pid, forget: false, gateway, jobs);

    private static Task<Envelope> ForgetAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs) =>
        UpdateAsync(call, pid, forget: true, gateway, jobs);

    private static async Task<Envelope> UpdateAsync(Call call, string pid, bool forget, ProjectGateway gateway, JobStarter jobs)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        Call.RequireCell(project);
        bool asynchronous = call.Query.Flag("async", false);
        string work = forget ? "forget" : "learn";
        var command = new CellProtocol.UpdateRows(project.ProjectId, call.AttemptId, forget, DataFrameReader.Read(call.Caller.Body), call.Source);
        call.NameGeneratedKey();
        return asynchronous
            ? await jobs.StartAsync(call, work, project.Kind, command)
            : ReplyMapping.ToEnvelope(await gateway.AskAsync<CellProtocol.RowsUpdated>(project.Kind, command, call.Aborted), call.Caller);
    }
}
