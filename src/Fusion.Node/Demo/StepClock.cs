namespace Fusion.Node.Demo;

/// <summary>Times the demo's steps.</summary>
internal sealed class StepClock(TimeProvider clock)
{
    private readonly List<(string Name, TimeSpan Time)> _steps = [];

    /// <summary>The steps so far, in order.</summary>
    public IReadOnlyList<(string Name, TimeSpan Time)> Steps => _steps;

    /// <summary>Runs a step and keeps its time.</summary>
    public async Task<T> MeasureAsync<T>(string name, Func<Task<T>> step)
    {
        long start = clock.GetTimestamp();
        T result = await step();
        _steps.Add((name, clock.GetElapsedTime(start)));
        return result;
    }

    /// <inheritdoc cref="MeasureAsync{T}"/>
    public Task MeasureAsync(string name, Func<Task> step) => MeasureAsync(name, async () =>
    {
        await step();
        return true;
    });
}
