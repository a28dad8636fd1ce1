using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Services;

/// <summary>A user and the key that signs the user's requests.</summary>
/// <param name="Customer">The user name.</param>
/// <param name="SecretKey">The key's Base64 text, verbatim: it is part of the string to sign.</param>
/// <param name="PreviousKey">The key before the last rotation while it is still accepted; null otherwise.</param>
public sealed record UserCredential(CustomerId Customer, string SecretKey, string? PreviousKey = null)
{
    /// <summary>The keys that count, the current one first.</summary>
    public IEnumerable<string> Keys => PreviousKey is null ? [SecretKey] : [SecretKey, PreviousKey];

    /// <summary>Hides the key: a credential may end in a log by accident, its key may not.</summary>
    public override string ToString() => $"UserCredential({Customer})";
}
