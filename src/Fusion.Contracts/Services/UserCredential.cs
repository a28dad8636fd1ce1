using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Services;

/// <summary>A user and the key that signs the user's requests.</summary>
/// <param name="Customer">The user name.</param>
/// <param name="SecretKey">The key's Base64 text, verbatim: it is part of the string to sign.</param>
public sealed record UserCredential(CustomerId Customer, string SecretKey)
{
    /// <summary>Hides the key: a credential may end in a log by accident, its key may not.</summary>
    public override string ToString() => $"UserCredential({Customer})";
}
