using Akka.Actor;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Projects;

/// <summary>One piece of work for a caller: a job is told how far it is, and anyone may give it up. Thread-safe.</summary>
/// <param name="replyTo">Who is answered.</param>
/// <param name="job">The job that is told; null for a caller that only wants the answer.</param>
internal sealed class Work(IActorRef replyTo, JobId? job = null)
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Who is answered.</summary>
    public IActorRef ReplyTo => replyTo;

    /// <summary>Fires when the work is given up.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Gives the work up.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Says that this much is done; a job hears of the beginning and of each further hundredth.</summary>
    /// <param name="current">Work done; 0 says that it begins.</param>
    /// <param name="maximum">All work.</param>
    /// <exception cref="OperationCanceledException">The work was given up.</exception>
    public void Advance(long current, long maximum)
    {
        Token.ThrowIfCancellationRequested();
        if (job is { } id && (current == 0 || 100 * current / maximum > 100 * (current - 1) / maximum))
            replyTo.Tell(new WorkProtocol.WorkAdvanced(id, current, maximum));
    }
}
