using System.Globalization;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Poll and cancel jobs.</summary>
internal static class JobEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapGet("jobs/{jobid}", ShowAsync);
        api.MapDelete("jobs/{jobid}", CancelAsync);
    }

    private static async Task<Envelope> ShowAsync(Call call, string jobid, ProjectGateway gateway)
    {
        IReply reply = await gateway.AskAsync<IReply>(new JobProtocol.GetJob(Job(call, jobid)), call.Aborted);
        return ReplyMapping.ToEnvelope(reply, call.Caller);
    }

    private static async Task<Envelope> CancelAsync(Call call, string jobid, ProjectGateway gateway)
    {
        IReply reply = await gateway.AskAsync<IReply>(new JobProtocol.CancelJob(Job(call, jobid)), call.Aborted);
        return ReplyMapping.ToEnvelope(reply, call.Caller);
    }

    // A job is looked for among the caller's own: another's number names nothing.
    private static JobId Job(Call call, string jobid) =>
        long.TryParse(jobid, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
            ? new JobId(call.Customer, number)
            : throw new DeclinedException(Fault.UnknownJob());
}
