namespace Fusion.Contracts.Ids;

/// <summary>The caller's id of one attempt to change something: a command sent again under the same id takes effect once.</summary>
/// <param name="Value">A client's <c>Idempotency-Key</c>, or a new random text.</param>
public readonly record struct AttemptId(string Value)
{
    /// <summary>Longest key a client may choose, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>An id no other attempt has.</summary>
    public static AttemptId New() => new(Guid.CreateVersion7().ToString("N"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
