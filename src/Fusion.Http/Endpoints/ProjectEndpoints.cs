using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Create, list, show and delete projects.</summary>
internal static class ProjectEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapProjects(this IEndpointRouteBuilder api)
    {
        api.MapPost("projects", CreateAsync);
        api.MapGet("projects/list", ListAsync);
        api.MapGet("projects/info", InfosAsync);
        api.MapGet("projects/{pid}/info", InfoAsync);
        api.MapGet("projects/{pid}/digest", DigestAsync);
        api.MapDelete("projects/{pid}", DeleteAsync);
    }

    /// <summary>Maps the other path that some pages print for delete; undescribed, so that the description names each operation once.</summary>
    public static void MapProjectAlias(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapDelete("/symetry/{cid}/projects/{pid}", DeleteAsync).ExcludeFromDescription();

    private static async Task<Envelope> CreateAsync(Call call, ProjectGateway gateway)
    {
        ProjectName name = NewProject.Name(call.Query.Require("pid"));
        ProjectSettings settings = NewProject.CellSettings(call, FlatMapReader.Read(call.Caller.Body));
        ImmutableArray<CellLogin> noCells = [];
        var command = new CustomerProtocol.CreateProject(call.Customer, call.AttemptId, name, ProjectKind.Cell, settings, noCells);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<CustomerProtocol.ProjectCreated>(command, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> ListAsync(Call call, ProjectGateway gateway)
    {
        var question = new CustomerProtocol.ListProjects(call.Customer);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<CustomerProtocol.ProjectsListed>(question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> InfosAsync(Call call, ProjectGateway gateway, JobStarter jobs)
    {
        var question = new CustomerProtocol.GetProjectInfos(call.Customer);
        return call.Query.Flag("async", true)
            ? await jobs.StartAsync(call, "info", question)
            : ReplyMapping.ToEnvelope(await gateway.AskAsync<CustomerProtocol.ProjectInfosFound>(question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> InfoAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        var question = new ProjectProtocol.GetProjectInfo(project.ProjectId);
        return call.Query.Flag("async", false)
            ? await jobs.StartAsync(call, "info", project.Kind, question)
            : ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.ProjectInfoFound>(project.Kind, question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> DigestAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        var question = new ProjectProtocol.GetDigest(project.ProjectId);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.DigestFound>(project.Kind, question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> DeleteAsync(Call call, string pid, ProjectGateway gateway)
    {
        if (!ProjectName.TryParse(pid, out ProjectName name, out _)) throw new DeclinedException(Fault.UnknownProjectOnDelete(call.Customer, pid));
        var command = new CustomerProtocol.DeleteProject(call.Customer, call.AttemptId, name);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<CustomerProtocol.ProjectDeleted>(command, call.Aborted), call.Caller);
    }
}
