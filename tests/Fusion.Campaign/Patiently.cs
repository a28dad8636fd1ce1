namespace Fusion.Campaign;

/// <summary>Calls again what failed for a reason that passes: a cell on its way to another node, a disk that is full.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats a call until it succeeds, fails for another reason, or the time is over.</summary>
    public static async Task<T> RunAsync<T>(Func<Task<T>> call, TimeSpan longest, Func<Exception, bool> isPassing)
    {
        using CancellationTokenSource patience = new(longest);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception lost) when (!patience.IsCancellationRequested && isPassing(lost))
            {
                await Task.Delay(Pause, patience.Token);
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(Func<Task> call, TimeSpan longest, Func<Exception, bool> isPassing) => RunAsync(
        async () =>
        {
            await call();
            return true;
        },
        longest,
        isPassing);
}
