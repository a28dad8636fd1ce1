using Fusion.Contracts.Ids;

namespace Fusion.Node.Security;

/// <summary>A user without the key.</summary>
/// <param name="Customer">The user name.</param>
/// <param name="Created">When the user was added or its key last changed.</param>
/// <param name="Expires">From when on the credential counts as unknown; null for never.</param>
internal sealed record UserRecord(CustomerId Customer, DateTimeOffset Created, DateTimeOffset? Expires);
