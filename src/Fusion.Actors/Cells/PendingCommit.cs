using Akka.Actor;

namespace Fusion.Actors.Cells;

/// <summary>A batch that has passed the ingestion graph and waits to be committed.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Committed">Ends when its sender is answered: then the graph has room for another.</param>
internal sealed record PendingCommit(IngestedBatch Batch, TaskCompletionSource Committed) : INoSerializationVerificationNeeded;
