using Akka.Actor;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;

namespace Fusion.Http.Endpoints;

/// <summary>Keeps the rows of a job counted as memory until it is done: its request, which counts them first, is answered long before. Thread-safe.</summary>
internal sealed class JobMemory(ProjectGateway gateway, TimeProvider time) : IDisposable
{
    // Short beside the work on a batch that is worth counting, and one small message beside a job's writes to the journal.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Holds what rows take until their job is done or unknown.</summary>
    /// <param name="rows">What they take; given back at the end.</param>
    /// <param name="job">The job, which may start later.</param>
    public async Task HoldAsync(BodyMemory.Lease rows, JobId job)
    {
        using (rows)
        {
            do await Task.Delay(Interval, time, _stopping.Token);
            while (await MayRunAsync(job));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task<bool> MayRunAsync(JobId job)
    {
        try
        {
            return await gateway.AskAsync<IReply>(new JobProtocol.GetJob(job), _stopping.Token) is JobProtocol.JobRunning;
        }
        catch (DeclinedException)
        {
            return false;
        }
        catch (AskTimeoutException)
        {
            return true;
        }
    }
}
