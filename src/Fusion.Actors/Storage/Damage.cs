namespace Fusion.Actors.Storage;

/// <summary>Something stored that is not what was written.</summary>
/// <param name="PersistenceId">The entity.</param>
/// <param name="Text">What of it: kind, number and reason.</param>
internal sealed record Damage(string PersistenceId, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{PersistenceId}: {Text}";
}
