using Fusion.Contracts.Ids;

namespace Fusion.Http.Authentication;

/// <summary>Who sent an authenticated request, and its body.</summary>
/// <param name="Customer">The user, owner of everything the request names.</param>
/// <param name="SecretKey">The user's key, which also encrypts.</param>
/// <param name="Body">The raw body; empty when there is none.</param>
internal sealed record Caller(CustomerId Customer, string SecretKey, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body while it is still to be read and confirmed; null when <see cref="Body"/> is all of it and verified.</summary>
    public SignedBody? Unconfirmed { get; init; }

    /// <summary>Hides key and body: a caller may end in a log by accident.</summary>
    public override string ToString() => $"Caller({Customer})";
}
