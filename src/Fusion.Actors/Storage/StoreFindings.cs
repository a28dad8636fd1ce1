namespace Fusion.Actors.Storage;

/// <summary>What is damaged.</summary>
/// <param name="Whole">In the store as a whole: what else is damaged can't be known then.</param>
/// <param name="Entities">Of single entities.</param>
internal sealed record StoreFindings(IReadOnlyList<string> Whole, IReadOnlyList<Damage> Entities);
