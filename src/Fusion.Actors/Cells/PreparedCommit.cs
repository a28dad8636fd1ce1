using Akka.Actor;

namespace Fusion.Actors.Cells;

/// <summary>Batches of which it is worked out what they do to a cell that keeps more than its statistics.</summary>
/// <param name="Commits">What waits.</param>
/// <param name="Batches">Their batches.</param>
/// <param name="Commit">What they do.</param>
internal sealed record PreparedCommit(PendingCommit[] Commits, IngestedBatch.Accumulated[] Batches, VariantCommit Commit) : INoSerializationVerificationNeeded;
