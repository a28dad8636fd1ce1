namespace Fusion.Contracts.Ids;

/// <summary>The caller's id of one attempt to change something: a command sent again under the same id takes effect once.</summary>
/// <param name="Value">A client's <c>Idempotency-Key</c>, or one made here.</param>
public readonly record struct AttemptId(string Value)
{
    /// <summary>Longest key a client may choose, in characters.</summary>
    public const int MaxLength = 200;

    private const char GeneratedMark = '~';

    /// <summary>Whether the id was made here: it only has to outlive the answer that may have been lost, not a client's day of retries.</summary>
    public bool IsGenerated => Value.StartsWith(GeneratedMark);

    /// <summary>An id no other attempt has.</summary>
    public static AttemptId New() => new($"{GeneratedMark}{Guid.CreateVersion7():N}");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
