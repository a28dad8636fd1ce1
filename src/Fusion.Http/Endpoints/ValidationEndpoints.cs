using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Fusion.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Ask how well a kind of model would predict rows it has not seen.</summary>
internal static class ValidationEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapValidation(this IEndpointRouteBuilder api) => api.MapPost("projects/{pid}/crossvalidate", CrossValidateAsync);

    private static async Task<Envelope> CrossValidateAsync(Call call, string pid, ProjectGateway gateway, JobStarter jobs)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        string algorithm = call.Query.Require("algo");
        CrossValidation.Check(algorithm);
        int? folds = call.Query.Find("folds") is null ? null : (int)Math.Min(call.Query.Positive("folds", 1), CrossValidation.MaxFolds);
        var question = new ValidationProtocol.CrossValidate(project.ProjectId, algorithm, ContextReader.ReadOne(call.Caller.Body), folds);
        return call.Query.Flag("async", false)
            ? await jobs.StartAsync(call, "crossvalidate", project.Kind, question)
            : ReplyMapping.ToEnvelope(await gateway.AskAsync<ValidationProtocol.CrossValidated>(project.Kind, question, call.Aborted), call.Caller);
    }
}
