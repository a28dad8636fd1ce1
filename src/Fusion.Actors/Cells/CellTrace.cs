using System.Diagnostics;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Cells;

/// <summary>Spans of batches in their cells. Without a trace that came with the batch, or a listener, there are none.</summary>
internal static class CellTrace
{
    private static readonly ActivitySource Source = new("Fusion");

    /// <summary>A batch has arrived; the span ends when its sender is answered.</summary>
    public static Activity? Commit(IngestionProtocol.IUpdate batch) =>
        batch.Trace is { } trace && ActivityContext.TryParse(trace, null, isRemote: true, out ActivityContext parent)
            ? Start("commit", parent)?.SetTag("fusion.rows", batch.Sent.Rows)
            : null;

    /// <summary>The batches go to the journal, together.</summary>
    /// <param name="commits">The spans of the batches, as far as they have one.</param>
    /// <returns>A span for each; they end when the journal has taken the event.</returns>
    public static IReadOnlyList<Activity> Journal(IEnumerable<Activity?> commits) =>
        Source.HasListeners() ? [.. commits.OfType<Activity>().Select(commit => Start("journal", commit.Context)).OfType<Activity>()] : [];

    /// <summary>An actor's thread works for many: a span must not become its current one.</summary>
    private static Activity? Start(string name, ActivityContext parent)
    {
        Activity? before = Activity.Current;
        Activity? span = Source.StartActivity(name, ActivityKind.Internal, parent);
        Activity.Current = before;
        return span;
    }
}
