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

/// <summary>Create fusion projects and look after their cells. All bodies are encrypted.</summary>
internal static class FusionEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapFusions(this IEndpointRouteBuilder api)
    {
        api.MapPost("projects/fusion/create", CreateAsync);
        api.MapPost("projects/fusion/{pid}/cellsStatus", StatusAsync);
        api.MapPost("projects/fusion/{pid}/updateCellsInfo", UpdateAsync);
    }

    private static async Task<Envelope> CreateAsync(Call call, ProjectGateway gateway, CellListReader reader)
    {
        ProjectName name = NewProject.Name(call.Query.Require("pid"));
        ProjectSettings settings = NewProject.FusionSettings(call);
        var command = new CustomerProtocol.CreateProject(call.Customer, call.AttemptId, name, ProjectKind.Fusion, settings, reader.Read(call.Caller));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<CustomerProtocol.ProjectCreated>(command, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> StatusAsync(Call call, string pid, ProjectGateway gateway, CellListReader reader)
    {
        ProjectEntry project = await FindFusionAsync(call, pid, gateway);
        ImmutableArray<CellLogin> cells = call.Caller.Body.IsEmpty ? [] : reader.Read(call.Caller); // no body: the project's own
        var question = new FusionProtocol.GetCellsStatus(project.ProjectId, cells);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<FusionProtocol.CellsStatusFound>(project.Kind, question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> UpdateAsync(Call call, string pid, ProjectGateway gateway, CellListReader reader)
    {
        ProjectEntry project = await FindFusionAsync(call, pid, gateway);
        var command = new FusionProtocol.UpdateCells(project.ProjectId, call.AttemptId, reader.Read(call.Caller));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<FusionProtocol.CellsUpdated>(project.Kind, command, call.Aborted), call.Caller);
    }

    private static async Task<ProjectEntry> FindFusionAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        return project.Kind == ProjectKind.Fusion ? project : throw new InvalidRequestException($"Project id[{pid}] is not a Fusion project");
    }
}
