using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Endpoints;

/// <summary>Lets a job ask a project in the caller's stead, and tells the caller where to look for the answer.</summary>
internal sealed class JobStarter(ProjectGateway gateway, JobMemory memory, IOptions<HttpOptions> options, ILogger<JobStarter> logger)
{
    private const string Reduce = "reduce"; // its documented texts are others

    /// <summary>Starts a job. Sent again under the same <c>Idempotency-Key</c> for the same type and project it names the same job.</summary>
    /// <param name="call">The request.</param>
    /// <param name="type">What the job does, e.g. <c>build</c>.</param>
    /// <param name="kind">The kind of the project that does it.</param>
    /// <param name="work">The message to that project.</param>
    public Task<Envelope> StartAsync(Call call, string type, ProjectKind kind, IProjectMessage work) =>
        StartAsync(
            call,
            call.AttemptAt(type, work.ProjectId),
            type,
            work.ProjectId.EntityId,
            job => new JobProtocol.StartJob(job, type, kind, work, JobDetails.Of(call, work)));

    /// <summary>Starts a job that the caller's catalogue does.</summary>
    /// <param name="call">The request.</param>
    /// <param name="type">What the job does, e.g. <c>info</c>.</param>
    /// <param name="work">The message to the catalogue.</param>
    public Task<Envelope> StartAsync(Call call, string type, ICustomerMessage work) =>
        StartAsync(
            call, call.AttemptAt(type), type, work.CustomerId.Value, job => new JobProtocol.StartCatalogueJob(job, type, work, JobDetails.Of(call, work)));

    private async Task<Envelope> StartAsync(Call call, AttemptId attempt, string type, string subject, Func<JobId, IJobMessage> start)
    {
        try
        {
            var allocate = new CustomerProtocol.AllocateJob(call.Customer, attempt);
            JobId job = (await gateway.AskAsync<CustomerProtocol.JobAllocated>(allocate, call.Aborted)).JobId;
            IJobMessage message = start(job);
            try
            {
                await gateway.AskAsync<JobProtocol.JobStarted>(message, call.Aborted);
            }
            finally
            {
                // Also without an answer: it may have started.
                if (message is JobProtocol.StartJob { Work: IngestionProtocol.IUpdate }) _ = memory.HoldAsync(call.TakeBodyMemory(), job);
            }

            HttpLog.JobStarted(logger, job.EntityId, type, subject);
            return Created(call, type, job);
        }
        catch (DeclinedException declined) when (declined.Answer.Status == FaultTable.StatusOf(FaultCode.Overloaded))
        {
            string refused = type == Reduce ? "Optimize Job" : "Job";
            throw new DeclinedException(new Envelope(ApiStatus.ServerError, $"{refused} execution was refused by server."));
        }
    }

    private Envelope Created(Call call, string type, JobId job)
    {
        string location = $"{ClientUrls.Of(call.Request, options.Value)}/symetry/rest/{Uri.EscapeDataString(call.Customer.Value)}/jobs/{job.Number}";
        return new Envelope(ApiStatus.Accepted, type == Reduce ? "Reduce Job Created" : "Job Created")
        {
            Headers = new Dictionary<string, string> { ["Location"] = location, ["sym-job-id"] = FormattableString.Invariant($"{job.Number}") },
        };
    }
}
