using Akka.Actor;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;

namespace Fusion.Http.Endpoints;

/// <summary>Keeps the rows of a job counted as memory until it is done: its request, which counts them first, is answered long before. Thread-safe.</summary>
internal sealed class JobMemory(ProjectGateway gateway) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Holds what rows take until their job, which was told to start, has ended or is unknown.</summary>
    /// <param name="rows">What they take; given back at the end.</param>
    /// <param name="job">The job.</param>
    public async Task HoldAsync(BodyMemory.Lease rows, JobId job)
    {
        using (rows)
        {
            while (!await HasEndedAsync(job))
            {
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <summary>Waits for the word that the job has ended; false when none came in time: the question, or the node that had it, may be lost.</summary>
    private async Task<bool> HasEndedAsync(JobId job)
    {
        try
        {
            await gateway.AskAsync<JobProtocol.JobDescribed>(new JobProtocol.AwaitJob(job), _stopping.Token);
            return true;
        }
        catch (DeclinedException)
        {
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
