using System.Collections.Immutable;
using System.Globalization;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Dtos;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>List, poll and cancel jobs.</summary>
internal static class JobEndpoints
{
    /// <summary>Jobs asked at once: each may have to be read from the journal first.</summary>
    private const int AtOnce = 16;

    /// <summary>Maps them below a customer.</summary>
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapGet("jobs", ListAsync);
        api.MapGet("jobs/{jobid}", ShowAsync);
        api.MapDelete("jobs/{jobid}", CancelAsync);
    }

    private static async Task<Envelope> ListAsync(Call call, ProjectGateway gateway)
    {
        CustomerProtocol.JobsListed listed = await gateway.AskAsync<CustomerProtocol.JobsListed>(new CustomerProtocol.ListJobs(call.Customer), call.Aborted);
        var jobs = new JobInfo?[listed.Jobs.Length];
        ParallelOptions bound = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = call.Aborted };
        await Parallel.ForAsync(0, jobs.Length, bound, async (i, _) => jobs[i] = await FindAsync(call, listed.Jobs[i], gateway));
        ImmutableArray<JobInfoDto> found = [.. jobs.OfType<JobInfo>().Select(job => job.ToDto())];
        IEnumerable<string> numbers = found.Select(job => job.JobId.ToString(CultureInfo.InvariantCulture));
        return new Envelope(ApiStatus.Ok, "Job is finished", new ValuesDto
        {
            JobInfoList = new ListDto<JobInfoDto>(found),
            StringList = new ListDto<string>([.. numbers]),
        });
    }

    // Null for a job that expired meanwhile, or whose start was interrupted.
    private static async Task<JobInfo?> FindAsync(Call call, JobId job, ProjectGateway gateway)
    {
        try
        {
            return (await gateway.AskAsync<JobProtocol.JobDescribed>(new JobProtocol.DescribeJob(job), call.Aborted)).Info;
        }
        catch (DeclinedException)
        {
            return null;
        }
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
