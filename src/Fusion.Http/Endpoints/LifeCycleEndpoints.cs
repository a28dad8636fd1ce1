using Fusion.Contracts.Faults;
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

/// <summary>Save, freeze, rename, unload, merge, export and import projects, switch their histograms, read their logs.</summary>
internal static class LifeCycleEndpoints
{
    private const long DefaultWindow = 1_000_000;

    /// <summary>Maps them below a customer.</summary>
    public static void MapLifeCycle(this IEndpointRouteBuilder api)
    {
        api.MapGet("projects/{pid}/save", (Call call, string pid, ProjectGateway gateway) =>
            CarryOutAsync(call, pid, gateway, project => new LifeCycleProtocol.SaveProject(project)));
        api.MapGet("projects/{pid}/freeze", (Call call, string pid, ProjectGateway gateway) =>
            CarryOutAsync(call, pid, gateway, project => new LifeCycleProtocol.SetFrozen(project, Frozen: true)));
        api.MapGet("projects/{pid}/unfreeze", (Call call, string pid, ProjectGateway gateway) =>
            CarryOutAsync(call, pid, gateway, project => new LifeCycleProtocol.SetFrozen(project, Frozen: false)));
        api.MapGet("projects/{pid}/unload", UnloadAsync);
        api.MapGet("projects/{pid}/rename", RenameAsync);
        api.MapGet("projects/{pid}/merge", MergeAsync);
        api.MapGet("projects/{pid}/export", ExportAsync);
        api.MapPost("projects/{pid}/import", ImportAsync);
        api.MapPost("projects/{pid}/histogramEnable", SwitchHistogramAsync);
        api.MapGet("projects/{pid}/getLFStats", ShowUpdatesAsync);
        api.MapGet("projects/{pid}/getDsLog", ShowSourcesAsync);
    }

    private static async Task<Envelope> CarryOutAsync(Call call, string pid, ProjectGateway gateway, Func<ProjectId, IProjectMessage> command)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        IReply done = await gateway.AskAsync<LifeCycleProtocol.CarriedOut>(project.Kind, command(project.ProjectId), call.Aborted);
        return ReplyMapping.ToEnvelope(done, call.Caller);
    }

    private static async Task<Envelope> UnloadAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        await gateway.AskAsync<IReply>(project.Kind, new LifeCycleProtocol.UnloadProject(project.ProjectId), call.Aborted);
        return Envelope.Ok(); // one that is not persisted was lost, and its catalogue answered
    }

    private static async Task<Envelope> RenameAsync(Call call, string pid, ProjectGateway gateway)
    {
        string wanted = call.Query.Find("newName") ?? call.Query.Find("rename") ?? call.Query.Require("newName");
        ProjectName current = ProjectGateway.NameOf(call.Customer, pid), name = NewProject.Name(wanted);
        call.NameGeneratedKey();
        var command = new CustomerProtocol.RenameProject(call.Customer, call.AttemptId, current, name);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<CustomerProtocol.ProjectRenamed>(command, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> MergeAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        Call.RequireCell(project);
        string otherPid = call.Query.Find("otherProjectName") ?? call.Query.Find("otherProject") ?? call.Query.Require("otherProjectName");
        ProjectEntry other = await gateway.FindProjectAsync(call, otherPid);
        if (other.ProjectId == project.ProjectId) throw new InvalidRequestException($"Project id[{pid}] can't be merged into itself");
        call.NameGeneratedKey();
        AttemptId attempt = call.AttemptAt($"merge {other.ProjectId}", project.ProjectId);
        var command = new LifeCycleProtocol.MergeProject(project.ProjectId, attempt, other);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<LifeCycleProtocol.CarriedOut>(project.Kind, command, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> ExportAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        Call.RequireCell(project);
        var question = new LifeCycleProtocol.ExportProject(project.ProjectId);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<LifeCycleProtocol.ProjectExported>(project.Kind, question, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> ImportAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectName name = NewProject.Name(pid);
        string text = ArchiveReader.Read(call.Caller.Body);
        var command = new CustomerProtocol.ImportProject(call.Customer, call.AttemptId, name, call.Query.Flag("persist", true), text);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<CustomerProtocol.ProjectImported>(command, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> SwitchHistogramAsync(Call call, string pid, ProjectGateway gateway)
    {
        bool enabled = call.Query.Flag("enable", true);
        long window = call.Query.Positive("window", DefaultWindow);
        if (!ProjectName.TryParse(pid, out ProjectName name, out _)) throw new DeclinedException(Fault.UnknownProjectOnDelete(call.Customer, pid));
        ProjectEntry project = await gateway.TryFindProjectAsync(call, name)
            ?? throw new DeclinedException(Fault.UnknownProjectOnDelete(call.Customer, pid));
        var command = new LifeCycleProtocol.SetHistogram(project.ProjectId, enabled, window);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<LifeCycleProtocol.CarriedOut>(project.Kind, command, call.Aborted), call.Caller);
    }

    private static async Task<Envelope> ShowUpdatesAsync(Call call, string pid, ProjectGateway gateway)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        Call.RequireCell(project);
        var question = new LifeCycleProtocol.GetUpdateLog(project.ProjectId);
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<LifeCycleProtocol.UpdateLogFound>(project.Kind, question, call.Aborted), call.Caller);
    }

    /// <summary>Nothing was ever learned from a data source: this version has none.</summary>
    private static async Task<Envelope> ShowSourcesAsync(Call call, string pid, ProjectGateway gateway)
    {
        Call.RequireCell(await gateway.FindProjectAsync(call, pid));
        return UpdateLogMapping.ToEnvelope([]);
    }
}
