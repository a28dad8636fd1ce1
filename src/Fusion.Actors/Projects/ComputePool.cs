namespace Fusion.Actors.Projects;

/// <summary>
/// Where long computations run: on pool threads, at most as many at once as the machine has processors, so that actors keep
/// answering and heartbeats keep beating while models are built. One per actor system.
/// </summary>
/// <param name="parallelism">Most computations at once; at least 1.</param>
internal sealed class ComputePool(int parallelism)
{
    private readonly TaskFactory _factory = new(
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        TaskContinuationOptions.None,
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, parallelism).ConcurrentScheduler);

    /// <summary>Most computations at once.</summary>
    public int Parallelism => parallelism;

    /// <summary>Runs a computation over immutable data; the task carries its result or its exception.</summary>
    public Task<T> Run<T>(Func<T> computation, CancellationToken cancellationToken = default) => _factory.StartNew(computation, cancellationToken);
}
