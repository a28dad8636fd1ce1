using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Fusion.Http.Tests.Support;

/// <summary>A clock that a test moves, and that tells which timers run: moved before one is started, it would miss it.</summary>
internal sealed class TestClock() : FakeTimeProvider(TestKeys.Now)
{
    private readonly ConcurrentQueue<TimeSpan> _started = new();

    /// <summary>Waits until that many timers of that length were started.</summary>
    public Task StartedAsync(TimeSpan length, int count) => TestLog.UntilAsync(() => _started.Count(started => started == length) >= count);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _started.Enqueue(dueTime);
        return timer;
    }
}
