using Fusion.Client;

namespace Fusion.Postgres.Tests;

/// <summary>The cluster needs a while to see that a node is gone, and its projects to begin elsewhere.</summary>
internal static class Patiently
{
    /// <summary>Repeats a call until it succeeds, or fails for a reason that does not pass.</summary>
    public static async Task RunAsync(Func<Task> call, TimeSpan longest)
    {
        using CancellationTokenSource patience = new(longest);
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception lost) when (!patience.IsCancellationRequested && IsPassing(lost))
            {
                await Task.Delay(200, patience.Token);
            }
        }
    }

    private static bool IsPassing(Exception cause) => cause is OperationCanceledException or FusionApiException { StatusCode: 503 };
}
